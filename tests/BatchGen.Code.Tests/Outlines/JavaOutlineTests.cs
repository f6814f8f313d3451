namespace BatchGen.Code.Tests.Outlines;

public sealed class JavaOutlineTests
{
    private const string Sample = """
        package shop;

        import java.util.List;

        /**
         * One order.
         */
        @Entity
        @Table(name = "orders")
        public class Order implements Priced,
            Comparable<Order> {
          private final List<Line> lines;

          // { not a brace
          private static final char OPEN = '{';

          @Override
          public int compareTo(Order other) {
            if (other == null) {
              return 1;
            } else if (other == this) {
              return 0;
            }
            try {
              return audit(number, "}");
            }
            catch (Exception failure) {
              throw failure;
            }
          }

          enum State {
            OPEN,
            PAID,
            SENT
          }
        }

        interface Priced {
          Money price();
        }
        """;

    [Fact]
    public void Read_PartsAtDeclarationsMembersAndStatements_WhenGivenASourceFile() =>
        Assert.Equal(
            [
                "Declaration: import java.util.List;",
                "Declaration: /**",
                "Member: // { not a brace",
                "Member: @Override",
                "Statement: try {",
                "Member: enum State {",
                "Member+1: PAID,",
                "Member+1: SENT",
                "Declaration: interface Priced {",
            ],
            OutlineText.GetBoundaries("java", Sample));

    [Fact]
    public void Read_FindsTheImports_WhenThereAreSome() =>
        Assert.Equal(["package shop;", "import java.util.List;"], OutlineText.GetImports("java", Sample));

    [Fact]
    public void Read_NamesWhatEnclosesAPlace_WhenAskedForIt() =>
        Assert.Equal(["@Entity @Table(name = \"orders\") public class Order implements Priced, Comparable<Order>", "@Override public int compareTo(Order other)", "catch (Exception failure)"], OutlineText.GetScopes("java", Sample, "throw failure;"));
}
