"""The people of the demonstration. All are invented; none is meant to be anybody."""

from __future__ import annotations

# The first four facilitate, then come coordinator, administrator and analyst; all others take part, area by area.
STAFF = [
    ("facilitator1@pipd.example", "Miriam Castellane"),
    ("facilitator2@pipd.example", "Desmond Achterberg"),
    ("facilitator3@pipd.example", "Sunita Raghavan-Poole"),
    ("facilitator4@pipd.example", "Callum Drysdale-Okoro"),
    ("coordinator@pipd.example", "Bronwen Tredinnick"),
    ("administrator@pipd.example", "Tobias Wrenfield"),
    ("analyst@pipd.example", "Ngozi Lathbury"),
]

NAMES = """
Helen Marchbanks, Gareth Pennywell, Shazia Qureshi-Lane, Oliver Stanbrook, Patience Mutasa, Ruth Applegarth,
Dominic Farrow, Joseph Adeyemi, Caroline Thistlewood, Bilal Hashmi, Moira Kinnaird, Tomasz Wieczorek, Ivy
Osei-Bonsu, Peter Greenhalgh, Maureen Tickner, Jaswinder Dhaliwal, Leon Baptiste, Alison Crowhurst, Farida
Rahman, Kevin Ogilby, Sandra Holroyd, Yusuf Abdi, Philippa Noakes, Darren Sugden, Mei-Lin Chau, Rashid
Mahmood, Theresa Boyle, Winston Carrington, Nicola Pengelly, Stephen Attwater, Hannah Lyddon, Marcus
Trevanion, Gillian Soames, Rosa Figueira, Eddie Hocking, Amina Jibril, Judith Kerslake, Barnaby Fulford,
Anthea Rushbrooke, Colin Mudge, Lorna Peverell, Simon Thackeray, Deborah Ashdown, Ravi Subramaniam, Jennifer
Culpeper, Hugh Lanyon, Beatrice Oduya, Martin Sallow, Wendy Fairclough, Giles Brackley, Abimbola Fashola,
Priya Venkatesan, Duncan Muir, Leila Haddad, Conor Brannigan, Sophie Wexcombe, Mohammed Al-Amin, Grace
Twumasi, Alasdair Petrie, Nadia Benyoussef, Jerome Lafleur, Catherine Oakshott, Ibrahim Kamara, Eleanor
Whitcombe, Robert Haldane, Janine Murgatroyd, Tariq Chaudhry, Susan Inglethorpe, Neil Barraclough, Margaret
Oyelaran, Edwin Sparrow, Joanna Kowalik, Frederick Amos, Chandra Perera, Linda Hesketh, Alan Pickersgill,
Vivienne Marlowe, Jonathan Shipley, Rukhsana Mirza, Geoffrey Tull, Elaine Dunmore, Hamish Rennie, Zainab
Sesay, Paula Westlake, Derek Windebank, Olwen Prosser, Samuel Quartey, Christine Holbeach, Anil Deshpande,
Rebecca Stoddart, Malcolm Aldous, Ffion Bevan, Kwabena Ofori, Angela Trescothick, Dennis Lockyer, Shirin
Farahani, Andrew Coverdale, Mary-Anne Dalgleish, Victor Emanuel-Price, Kathleen Rooney, Trevor Bassett, Sakina
Merali, Louise Hartigan, Ian Foxglove, Dorothy Mwangi, Nathaniel Croft, Emma Tolliver, Haroon Siddiqui,
Valerie Stanhope, Jacob Lindqvist, Oonagh McGilligan, Phillip Dearden, Manjit Sangha, Claire Ravenhill, Stuart
Ellwood, Adaeze Nwosu, Brenda Copplestone, Mark Yardley, Hilary Vane, Rohan Wijesinghe, Tessa Blakemore,
George Anstruther, Fatima Zaman, Richard Oldershaw, Lucy Penhaligon, Ewan MacAskill-Reid, Gwendolyn Asante,
Keith Ramsbottom, Isobel Strang, Nikhil Banerjee, Sarah Delahunty, William Kettering, Mercy Chukwu, Jane
Hollingworth, Lukas Novotny, Pauline Sedgemoor, Imran Akhtar, Frances Wetherby, Douglas Cairncross, Yvonne St
Clair, Howard Bickerstaff, Selina Ng, Craig Tunnicliffe, Amelia Rothwell, Bashir Osman, Honor Sandringham-Lee,
Patrick Quill, Denise Abara, Roger Maddocks, Kamala Nair, Vincent Orpington, Megan Llewellyn, Abdul Karim
Sadiq, Rosemary Thwaite, Felix Mendoza, Jean Kirkbride, Sunil Kapadia, Teresa Hallam, Benedict Osgood,
Marjorie Fenn, Luther Desmond-Hall, Anneka Vos, Gordon Plaistow, Wai Yee Leung, Cynthia Barrowclough, Idris
Vaughan
"""


def names() -> list[str]:
    """Every invented name once, in a fixed order."""
    return [" ".join(name.split()) for name in NAMES.split(",")]


LA_TITLES = [
    ("Director of Communities", "Assistant Chief Executive", "Corporate Director, Place"),
    ("Head of Policy and Partnerships", "Head of Strategy", "Head of Communities"),
    ("Partnerships Officer", "Policy Officer, Partnerships", "Community Engagement Officer"),
    (
        "Commissioning Manager, Children's Services",
        "Commissioning Manager, Adult Care",
        "Head of Procurement",
    ),
    ("Neighbourhoods Manager", "Locality Manager", "Area Regeneration Manager"),
    ("Performance Manager", "Equalities Lead", "Public Health Programme Manager"),
    ("Democratic Services Manager", "Community Safety Manager", "Grants and Funding Manager"),
]
TSO_TITLES = [
    ("Chief Executive", "Director", "Chief Officer"),
    ("Chair of trustees", "Deputy Chief Executive", "Partnership Manager"),
    ("Development Officer", "Voluntary Sector Liaison Officer", "Policy and Voice Officer"),
    ("Manager", "Project Manager", "Centre Manager"),
    ("Trustee", "Volunteering Manager", "Advice Services Manager"),
    ("Youth Work Manager", "Outreach Coordinator", "Community Organiser"),
    ("Treasurer", "Social Enterprise Director", "Membership Secretary"),
]
