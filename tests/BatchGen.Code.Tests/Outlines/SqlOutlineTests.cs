namespace BatchGen.Code.Tests.Outlines;

public sealed class SqlOutlineTests
{
    private const string Sample = """
        -- Orders of the shop.
        CREATE TABLE orders (
            number integer PRIMARY KEY,
            name text DEFAULT 'a;b'
        );

        CREATE INDEX orders_name ON orders (name); -- for the list

        INSERT INTO orders VALUES
            (1, 'first'),
            (2, 'it''s; second');

        CREATE FUNCTION total() RETURNS integer AS $body$
        BEGIN
            RETURN 1;
        END;
        $body$ LANGUAGE plpgsql;

        DELIMITER //
        CREATE PROCEDURE close_all()
        BEGIN
            UPDATE orders SET state = CASE WHEN paid THEN 'closed' ELSE 'open' END;
            IF done THEN
                DELETE FROM carts;
            END IF;
        END //
        DELIMITER ;

        BEGIN TRANSACTION;
        UPDATE orders SET name = upper(name);
        COMMIT;
        GO
        ALTER TABLE orders ADD state text
        GO
        """;

    [Fact]
    public void Read_PartsAtDeclarationsMembersAndStatements_WhenGivenASourceFile() =>
        Assert.Equal(
            [
                "Statement+2: name text DEFAULT 'a;b'",
                "Declaration: CREATE INDEX orders_name ON orders (name); -- for the list",
                "Declaration: INSERT INTO orders VALUES",
                "Statement+1: (2, 'it''s; second');",
                "Declaration: CREATE FUNCTION total() RETURNS integer AS $body$",
                "Declaration: DELIMITER //",
                "Statement+1: IF done THEN",
                "Declaration: BEGIN TRANSACTION;",
                "Declaration: UPDATE orders SET name = upper(name);",
                "Declaration: COMMIT;",
                "Declaration: ALTER TABLE orders ADD state text",
            ],
            OutlineText.GetBoundaries("sql", Sample));

    [Fact]
    public void Read_NamesWhatEnclosesAPlace_WhenAskedForIt() =>
        Assert.Equal(["CREATE PROCEDURE close_all()"], OutlineText.GetScopes("sql", Sample, "DELETE FROM carts"));
}
