using System.Text.Json;
using BatchGen.Inference.Jinja;

namespace BatchGen.Inference.Tests.Jinja;

/// <summary>
/// The expected texts were written by jinja2 3.1.6 itself, in the sandbox and with the settings that transformers renders chat templates
/// with (trim_blocks, lstrip_blocks, loop controls, its own tojson). The templates have the shapes of published models.
/// </summary>
public sealed class JinjaTemplateTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 7, 9, 5, 0, TimeSpan.Zero);

    private static readonly JinjaCases Data = JinjaCases.Read();

    public static TheoryData<string, string> Templates
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var one in Data.Chats.Cases)
                rows.Add(one.Template, one.Talk);
            return rows;
        }
    }

    public static TheoryData<string> Snippets => new(Data.Snippets.Select(one => one.Source));

    [Theory]
    [MemberData(nameof(Templates))]
    public void Render_WritesWhatJinjaWrites_ForTheTemplatesOfModels(string template, string talk)
    {
        var one = Data.Chats.Cases.Single(one => one.Template == template && one.Talk == talk);

        var seen = Render(Data.Chats.Templates[template], Data.Chats.Talks[talk]);

        Assert.Equal(one.Error is null ? one.Expected : $"raised: {one.Error}", seen);
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Render_WritesWhatJinjaWrites_ForExpressionsAndStatements(string source) => Assert.Equal(
        Data.Snippets.First(one => one.Source == source).Expected,
        Render(source, [new("system", " be  brief "), new("user", "hi")]));

    [Theory]
    [InlineData("{{ 'a' | nobody }}", "line 1: the filter 'nobody' is not known")]
    [InlineData("a\n{% if 1 is nobody %}{% endif %}", "line 2: the test 'nobody' is not known")]
    [InlineData("{{ nobody.name }}", "line 1: 'nobody' is not defined, so it has no 'name'")]
    [InlineData("{{ nobody() }}", "line 1: 'nobody' is no function that is known here")]
    [InlineData("{{ 'a' + 1 }}", "line 1: '+' cannot be used on a text and a number")]
    [InlineData("{{ 1 < 'a' }}", "line 1: a number cannot be compared with a text")]
    [InlineData("{{ 1 // 0 }}", "line 1: a number is divided by 0")]
    [InlineData("{{ 9223372036854775807 + 1 }}", "line 1: 9223372036854775807 + 1 is too large a number")]
    [InlineData("{% set x = {} %}{% set x.a = 1 %}", "line 1: 'x.a' cannot be set: 'x' is no namespace")]
    public void Render_NamesWhatIsWrong(string source, string expected) =>
        Assert.Equal(expected, Assert.Throws<JinjaException>(() => Render(source, [])).Message);

    [Theory]
    [InlineData("{{ 'a'", "line 1: a tag is not closed with }}")]
    [InlineData("{% if true %}a", "line 1: 'if' is not closed with endif")]
    [InlineData("a{% endif %}", "line 1: 'endif' closes nothing")]
    [InlineData("\n\n{% include 'x' %}", "line 3: the tag 'include' is not known")]
    [InlineData("{{ }}", "line 1: a value is expected before }}")]
    [InlineData("{{ 'a }}", "line 1: a quoted text is not closed")]
    [InlineData("{# a", "line 1: a comment {# is not closed with #}")]
    [InlineData("{{ a ? b }}", "line 1: the character '?' means nothing here")]
    [InlineData("{% for a of b %}{% endfor %}", "line 1: 'in' is expected before 'of'")]
    public void Parse_NamesWhatIsWrong(string source, string expected) =>
        Assert.Equal(expected, Assert.Throws<JinjaException>(() => JinjaTemplate.Parse(source)).Message);

    [Theory]
    [InlineData("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "steps")]
    [InlineData("{% set ns = namespace(x='aaaaaaaaaaaaaaaa') %}{% for a in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}", "many times as long")]
    [InlineData("{{ 'aaaaaaaaaaaaaaaa' * 1000000000000 }}", "many times as long")]
    [InlineData("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "deep")]
    [InlineData("{{ range(1000000000) | list }}", "longer than")]
    [InlineData("{% set x = range(90000) | list %}{% for a in x %}{% set y = x | map('string') | list %}{% endfor %}", "many times as long")]
    [InlineData("{{ range(90000) | unique | list }}", "many times as long")]
    [InlineData("{% set x = range(90000) | list %}{% for a in x %}{{ -1 in x }}{% endfor %}", "many times as long")]
    [InlineData("{% set x = 'ab' * 90000 %}{% for a in x %}{{ x.find('c') }}{% endfor %}", "many times as long")]
    public void Render_Ends_WhateverTheTemplateAsks(string source, string expected) =>
        Assert.Contains(expected, Assert.Throws<JinjaException>(() => Render(source, [])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{{ ", "(", "1", ")", " }}")]
    [InlineData("{{ ", "[", "1", "]", " }}")]
    [InlineData("{{ ", "not ", "1", "", " }}")]
    [InlineData("{{ ", "-", "1", "", " }}")]
    [InlineData("", "{% if 1 %}", "", "{% endif %}", "")]
    public void Parse_Refuses_WhatIsTooDeep(string begin, string open, string inner, string close, string end)
    {
        string At(int depth) => begin + string.Concat(Enumerable.Repeat(open, depth)) + inner + string.Concat(Enumerable.Repeat(close, depth)) + end;

        JinjaTemplate.Parse(At(20));
        Assert.ThrowsAny<JinjaException>(() => JinjaTemplate.Parse(At(100_000)));
    }

    /// <summary>What is long without brackets is read, and rendered as far as the stack goes: beyond it the process would end.</summary>
    [Theory]
    [InlineData("1 + ", "1")]
    [InlineData("1 if ", "1")]
    [InlineData("'a' ~ ", "1")]
    [InlineData("true and ", "1")]
    public void Render_Survives_ChainsOfAnyLength(string link, string end)
    {
        string Of(int links) => "{{ " + string.Concat(Enumerable.Repeat(link, links)) + end + " }}";

        Assert.NotEmpty(Render(Of(50), []));
        Assert.ThrowsAny<JinjaException>(() => Render(Of(150_000), []));
    }

    [Theory]
    [InlineData("{{ messages[0].content | trim | upper }}", "[HI <|X|> YOU]")]
    [InlineData("{{ 'x' ~ messages[0].content.strip()[1:4] ~ 'y' }}", "x[i <]y")]
    [InlineData("{{ messages[0].content.split('<|x|>')[-1] }}", "[ you ]")]
    [InlineData("{{ messages[0].content.replace('<|x|>', '+') }}", "[ hi ]+[ you ]")]
    [InlineData("{{ messages | map(attribute='content') | join('|') }}", "[ hi <|x|> you ]|[b]")]
    [InlineData("{{ {'a': messages[1].content} | tojson }}", "{\"a\": \"[b]\"}")]
    [InlineData("{{ [messages[1].content] }}", "['[b]']")]
    [InlineData("{% for c in messages[1].content %}({{ c }}){% endfor %}", "([b])")]
    [InlineData("{% set t %}{{ messages[1].content }}!{% endset %}{{ t }}{{ '%s?' % t }}", "[b]![b]!?")]
    [InlineData("{{ messages[1].content | indent(2, true) | e }}", "  [b]")]
    [InlineData("{{ messages[1].content * 2 }}", "[bb]")]
    public void Render_MarksWhatCameFromMessages_WhateverIsDoneWithIt(string source, string expected)
    {
        var rendered = JinjaTemplate.Parse(source).Render(Chat([new("user", " hi <|x|> you "), new("assistant", "b")]));

        Assert.Equal(expected, string.Concat(rendered.Runs().Select(run => run.Source is null ? run.Text : $"[{run.Text}]")));
    }

    private static string Render(string source, IReadOnlyList<Talked> talk)
    {
        try
        {
            return JinjaTemplate.Parse(source).Render(Chat(talk)).Text;
        }
        catch (JinjaException raised) when (raised.IsTemplatesOwn)
        {
            return $"raised: {raised.Message}";
        }
    }

    private static JinjaChat Chat(IReadOnlyList<Talked> talk) => new(
        [.. talk.Select((turn, index) => new JinjaMessage(turn.Role, MarkedText.From(turn.Content, index)))], "<s>", "</s>", Now);
}

/// <summary>What Cases/*.json hold.</summary>
internal sealed record JinjaCases(ChatTemplateCases Chats, IReadOnlyList<SnippetCase> Snippets)
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static JinjaCases Read() => new(Read<ChatTemplateCases>("chat-templates.json"), Read<IReadOnlyList<SnippetCase>>("jinja-cases.json"));

    private static T Read<T>(string name)
    {
        using var stream = typeof(JinjaCases).Assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<T>(stream, Names)!;
    }
}

internal sealed record ChatTemplateCases(
    IReadOnlyDictionary<string, string> Templates, IReadOnlyDictionary<string, IReadOnlyList<Talked>> Talks, IReadOnlyList<ChatTemplateCase> Cases);

internal sealed record Talked(string Role, string Content);

internal sealed record ChatTemplateCase(string Template, string Talk, string? Expected, string? Error);

internal sealed record SnippetCase(string? Expression, string? Template, string Expected)
{
    public string Source => Template ?? "{{ " + Expression + " }}";
}
