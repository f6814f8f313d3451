using BatchGen.Code.Parsing;

namespace BatchGen.Code.Tests.Parsing;

public sealed class LexerTests
{
    private static readonly Dictionary<string, ILexer> All = new()
    {
        ["java"] = Lexers.Java,
        ["javascript"] = Lexers.JavaScript,
        ["cpp"] = Lexers.Cpp,
        ["go"] = Lexers.Go,
        ["rust"] = Lexers.Rust,
        ["kotlin"] = Lexers.Kotlin,
        ["python"] = Lexers.Python,
        ["sql"] = Lexers.Sql,
        ["lua"] = Lexers.Lua,
        ["yaml"] = Lexers.Yaml,
    };

    [Theory]
    [InlineData("java", "a = \"b // c\"; // d \"e\"", "\"b // c\"", "// d \"e\"")]
    [InlineData("java", "t = \"\"\"\n\"x\" }\n\"\"\" + '\"'", "\"\"\"\n\"x\" }\n\"\"\"", "'\"'")]
    [InlineData("java", "a /* b \n c */ d", "/* b \n c */")]
    [InlineData("java", "it's \"x\"", "\"x\"")]
    [InlineData("java", "\"open\n\"closed\"", "\"closed\"")]
    [InlineData("javascript", "a = b / c / d")]
    [InlineData("javascript", "a = /[/\"]\\// + 1", "/[/\"]\\//")]
    [InlineData("javascript", "return /x/g.test(y)", "/x/g")]
    [InlineData("javascript", "f(a) / 2 /* x */", "/* x */")]
    [InlineData("javascript", "`a ${b ? `c ${{d: 1}}` : '`'} e` + 1", "`a ${b ? `c ${{d: 1}}` : '`'} e` + 1")]
    [InlineData("javascript", "x = `a ${ {b: `c`} } d`; y", "`a ${ {b: `c`} } d`")]
    [InlineData("cpp", "int n = 1'000'000; char c = '\\'';", "'\\''")]
    [InlineData("cpp", "auto s = R\"x( )\" )x\" + \"y\"", "\"x( )\" )x\"", "\"y\"")]
    [InlineData("go", "s := `a\\` + 'x'", "`a\\`", "'x'")]
    [InlineData("rust", "fn f<'a>(x: &'a str) -> char { 'b' }", "'b'")]
    [InlineData("rust", "'\\u{1F600}' '\\''", "'\\u{1F600}'", "'\\''")]
    [InlineData("rust", "r#\"a\"b\"# br\"c\" /* d /* e */ f */ g", "r#\"a\"b\"#", "br\"c\"", "/* d /* e */ f */")]
    [InlineData("kotlin", "\"\"\"a\\\"\"\" // b", "\"\"\"a\\\"\"\"", "// b")]
    [InlineData("python", "x = 'a#b' # c", "'a#b'", "# c")]
    [InlineData("python", "'''a\n# b''' + r\"\\\"\"", "'''a\n# b'''", "\"\\\"\"")]
    [InlineData("sql", "'it''s' -- x", "'it''s'", "-- x")]
    [InlineData("sql", "AS $body$ ; $x$ ; $body$ LANGUAGE", "$body$ ; $x$ ; $body$")]
    [InlineData("sql", "WHERE a = $1 AND b = $2")]
    [InlineData("lua", "a --[[ b\nc ]] d -- e", "--[[ b\nc ]]", "-- e")]
    [InlineData("yaml", "a: b#c # d", "# d")]
    [InlineData("java", "/* never closed", "/* never closed")]
    public void Read_FindsCommentsAndLiterals_AsTheLanguageDoes(string language, string text, params string[] expected) =>
        Assert.Equal(expected, All[language].Read(text).Select(region => text[region.Start..region.End]));

    // Each would be searched to its end again and again without a memory.
    [Theory]
    [InlineData("javascript", "`${")]
    [InlineData("javascript", "\\\"")]
    [InlineData("javascript", "=/[")]
    [InlineData("cpp", "R\"a(")]
    [InlineData("rust", "/*")]
    [InlineData("sql", "$a$b")]
    [InlineData("python", "'\"")]
    public void Read_EndsSoon_WhenAMillionOpeningsNeverClose(string language, string repeated)
    {
        var text = string.Concat(Enumerable.Repeat(repeated, 1_000_000 / repeated.Length));
        Assert.All(All[language].Read(text), region => Assert.True(region.End <= text.Length && region.Start < region.End));
    }
}
