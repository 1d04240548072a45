-- Order numbers: fast, never block, gaps are harmless.  Taken with nextval() inside the INSERT of the order.
CREATE SEQUENCE orders_order_number_seq START WITH 10001;
