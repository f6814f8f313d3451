namespace BatchGen.Code.Tests.Outlines;

public sealed class RustOutlineTests
{
    private const string Sample = """
        use std::fs;

        /// One order.
        #[derive(Debug)]
        pub struct Order<'a> {
            pub number: u32,
            pub name: &'a str,
        }

        impl<'a> Order<'a> {
            pub fn total(&self) -> u32 {
                let open = '{';
                let text = r#"fn fake() { " "#;
                self.lines.iter().sum()
            }

            /* a /* nested */ comment { */
            fn audit(&self) {
                println!("{}", self.number);
            }
        }

        mod tests {
            use super::*;

            #[test]
            fn sums() {
                assert_eq!(0, Order::default().total());
            }
        }

        fn main() {
            let orders = load();
            match orders {
                Ok(list) => print(list),
                Err(error) => panic!("{error}"),
            }
        }
        """;

    [Fact]
    public void Read_PartsAtDeclarationsMembersAndStatements_WhenGivenASourceFile() =>
        Assert.Equal(
            [
                "Declaration: /// One order.",
                "Member: pub name: &'a str,",
                "Declaration: impl<'a> Order<'a> {",
                "Statement: let text = r#\"fn fake() { \" \"#;",
                "Statement: self.lines.iter().sum()",
                "Member: /* a /* nested */ comment { */",
                "Declaration: mod tests {",
                "Declaration: #[test]",
                "Declaration: fn main() {",
                "Statement: match orders {",
            ],
            OutlineText.GetBoundaries("rust", Sample));

    [Fact]
    public void Read_FindsTheImports_WhenThereAreSome() =>
        Assert.Equal(["use std::fs;", "use super::*;"], OutlineText.GetImports("rust", Sample));

    [Fact]
    public void Read_NamesWhatEnclosesAPlace_WhenAskedForIt() =>
        Assert.Equal(["fn main()", "match orders"], OutlineText.GetScopes("rust", Sample, "Err(error)"));
}
