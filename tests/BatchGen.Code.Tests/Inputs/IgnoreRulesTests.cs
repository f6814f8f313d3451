using BatchGen.Code.Inputs;

namespace BatchGen.Code.Tests.Inputs;

public sealed class IgnoreRulesTests
{
    [Theory]
    [InlineData("node_modules/react/index.js")]
    [InlineData("web/node_modules/react/index.js")]
    [InlineData("src/App/bin/Debug/App.cs")]
    [InlineData("src/App/OBJ/x.cs")]
    [InlineData(".git/config")]
    [InlineData("package-lock.json")]
    [InlineData("api/Cargo.lock")]
    [InlineData("site/app.min.js")]
    [InlineData("__MACOSX/._a.py")]
    public void Default_Ignores_WhatNobodyWrote(string path) => Assert.True(IgnoreRules.Default.Ignores(Path(path)));

    [Theory]
    [InlineData("src/binary/a.cs")]
    [InlineData("bin.cs")]
    [InlineData("src/lock.py")]
    [InlineData("object/obj.ts")]
    [InlineData("app.js")]
    [InlineData(".github/workflows/ci.yml")]
    public void Default_Keeps_WhatSomebodyWrote(string path) => Assert.False(IgnoreRules.Default.Ignores(Path(path)));

    [Theory]
    [InlineData("*.md", "docs/a.md", true)]
    [InlineData("*.md", "a.mdx", false)]
    [InlineData("docs", "src/docs/a.txt", true)]
    [InlineData("/docs", "src/docs/a.txt", false)]
    [InlineData("/docs", "docs/a.txt", true)]
    [InlineData("src/gen/*.cs", "src/gen/a.cs", true)]
    [InlineData("src/gen/*.cs", "x/src/gen/a.cs", false)]
    [InlineData("src/**/gen.cs", "src/a/b/gen.cs", true)]
    [InlineData("docs/", "docs", false)]
    [InlineData("# *.cs", "a.cs", false)]
    [InlineData("*.CS", "a.cs", true)]
    public void Ignores_FollowsThePattern(string pattern, string path, bool expected) =>
        Assert.Equal(expected, IgnoreRules.Parse([pattern]).Ignores(Path(path)));

    [Fact]
    public void Ignores_LetsTheLastPatternDecide()
    {
        var rules = IgnoreRules.Parse(["*.js", "!keep.js", "", "legacy/"]);

        Assert.True(rules.Ignores(Path("a.js")));
        Assert.False(rules.Ignores(Path("src/keep.js")));
        Assert.True(rules.Ignores(Path("legacy/keep.js")));
    }

    [Theory]
    [InlineData("../*.cs")]
    [InlineData("!")]
    [InlineData("/")]
    public void Parse_Refuses_WhenAPatternNamesNothingInside(string pattern)
    {
        var refusal = Assert.Throws<InputException>(() => IgnoreRules.Parse([pattern]));
        Assert.Equal("ignore_pattern_invalid", refusal.Code);
    }

    private static SafePath Path(string raw)
    {
        Assert.True(SafePath.TryParse(raw, out var path, out _));
        return path;
    }
}
