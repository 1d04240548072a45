"""What the demo shop sells: (SKU, name, category, NCM, price, unit cost, weight in grams, weekly demand)."""

from decimal import Decimal as D

GOODS = [
    ("PAN-FE-24", "Panela de ferro fundido 24 cm", "Panelas", "73239300", D("219.90"), D("96.40"), 3600, 9),
    ("PAN-FE-28", "Panela de ferro fundido 28 cm", "Panelas", "73239300", D("289.90"), D("131.20"), 4700, 5),
    ("FRI-FE-20", "Frigideira de ferro 20 cm", "Panelas", "73239300", D("129.90"), D("54.80"), 1800, 8),
    ("FRI-IN-26", "Frigideira inox tri-ply 26 cm", "Panelas", "73239300", D("349.90"), D("168.00"), 1500, 4),
    ("CAC-IN-20", "Caçarola inox 20 cm com tampa", "Panelas", "73239300", D("279.90"), D("128.50"), 1700, 4),
    ("TAB-TE-40", "Tábua de corte teca 40 cm", "Preparo", "44191100", D("129.90"), D("52.10"), 1400, 12),
    ("TAB-TE-60", "Tábua de corte teca 60 cm", "Preparo", "44191100", D("219.90"), D("92.70"), 2900, 4),
    ("FAC-CH-08", "Faca do chef 8 polegadas", "Preparo", "82119210", D("189.90"), D("78.30"), 320, 10),
    ("FAC-PA-08", "Faca de pão 8 polegadas", "Preparo", "82119210", D("109.90"), D("44.60"), 260, 5),
    ("AMO-FA-02", "Amolador de facas duas etapas", "Preparo", "82055100", D("79.90"), D("26.40"), 180, 7),
    ("RAL-IN-01", "Ralador inox quatro faces", "Preparo", "82055100", D("49.90"), D("17.20"), 350, 9),
    ("BAL-CO-05", "Balança de cozinha digital 5 kg", "Preparo", "84238110", D("89.90"), D("38.90"), 620, 11),
    ("FOU-SI-03", "Jogo de espátulas de silicone, 3 peças", "Preparo", "39241000", D("59.90"), D("19.80"), 210, 10),
    ("TIG-IN-05", "Jogo de tigelas inox, 5 peças", "Preparo", "73239300", D("159.90"), D("67.00"), 1500, 6),
    ("COP-AM-06", "Jogo de copos âmbar, 6 peças", "Mesa", "70133700", D("99.90"), D("39.90"), 2100, 8),
    ("TAC-CR-04", "Jogo de taças de cristal, 4 peças", "Mesa", "70132800", D("149.90"), D("63.50"), 1300, 5),
    ("PRA-CE-06", "Pratos rasos de cerâmica, 6 peças", "Mesa", "69120000", D("239.90"), D("104.80"), 5400, 6),
    ("PRA-CE-FU", "Pratos fundos de cerâmica, 6 peças", "Mesa", "69120000", D("239.90"), D("104.80"), 5200, 4),
    ("TRA-CE-30", "Travessa de cerâmica 30 cm", "Mesa", "69120000", D("119.90"), D("48.20"), 1600, 6),
    ("TAL-IN-24", "Faqueiro inox, 24 peças", "Mesa", "82152000", D("299.90"), D("129.90"), 2000, 5),
    ("JOG-LI-04", "Jogo americano linho, 4 peças", "Mesa", "63025300", D("89.90"), D("31.70"), 420, 10),
    ("GUA-LI-06", "Guardanapos de linho, 6 peças", "Mesa", "63025300", D("79.90"), D("27.90"), 300, 7),
    ("TOA-LI-22", "Toalha de mesa linho 2,20 m", "Mesa", "63025300", D("199.90"), D("83.40"), 780, 3),
    ("PAN-AL-01", "Pano de prato algodão", "Têxteis", "63029100", D("24.90"), D("7.60"), 90, 34),
    ("AVE-LO-01", "Avental de lona", "Têxteis", "62114200", D("89.90"), D("33.10"), 380, 6),
    ("LUV-TE-02", "Luvas térmicas, par", "Têxteis", "63079010", D("59.90"), D("21.30"), 220, 7),
    ("CAF-CO-06", "Cafeteira italiana 6 xícaras", "Café", "76151000", D("139.90"), D("58.60"), 640, 9),
    ("CAF-PR-08", "Prensa francesa 800 ml", "Café", "70134900", D("119.90"), D("47.40"), 720, 7),
    ("MOE-CA-01", "Moedor de café manual", "Café", "82100010", D("189.90"), D("81.20"), 580, 5),
    ("CHA-EL-17", "Chaleira de bico fino 1 litro", "Café", "73239300", D("169.90"), D("72.30"), 760, 5),
    ("XIC-CE-06", "Xícaras de café com pires, 6 peças", "Café", "69120000", D("129.90"), D("51.80"), 1700, 6),
    ("FIL-V6-40", "Filtros de papel V60, 40 unidades", "Café", "48232099", D("29.90"), D("10.90"), 80, 26),
    ("POT-VI-05", "Potes herméticos de vidro, 5 peças", "Organização", "70134900", D("139.90"), D("58.10"), 3100, 9),
    ("POR-TE-12", "Porta-temperos giratório 12 potes", "Organização", "70134900", D("159.90"), D("66.60"), 2600, 6),
    ("ESC-LO-01", "Escorredor de louça inox", "Organização", "73239300", D("189.90"), D("82.90"), 2400, 5),
    ("LIX-IN-05", "Lixeira inox 5 litros", "Organização", "73239300", D("119.90"), D("49.30"), 1300, 7),
    ("CES-VI-40", "Cesto de vime 40 cm", "Organização", "46021900", D("99.90"), D("37.70"), 900, 5),
    ("VEL-CE-01", "Vela de cera de coco", "Casa", "34060000", D("69.90"), D("22.40"), 420, 11),
]

# Kits: (SKU, name, price, ((part SKU, quantity), ...)).
KITS = [
    ("KIT-CHEF", "Kit do chef: faca, tábua e amolador", D("359.90"), (("FAC-CH-08", 1), ("TAB-TE-40", 1), ("AMO-FA-02", 1))),
    ("KIT-CAFE", "Kit café da tarde: prensa, xícaras e filtros", D("249.90"), (("CAF-PR-08", 1), ("XIC-CE-06", 1), ("FIL-V6-40", 2))),
]

# These are bought too late, so that the demo also shows empty shelves.
SCARCE = {"CAC-IN-20": 14, "TOA-LI-22": 9, "MOE-CA-01": 16}
