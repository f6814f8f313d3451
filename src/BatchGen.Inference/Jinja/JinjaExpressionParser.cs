using System.Collections.Immutable;
using System.Globalization;

namespace BatchGen.Inference.Jinja;

/// <summary>Expressions, from what binds least to what binds most (jinja2's parser).</summary>
internal sealed class JinjaExpressionParser(JinjaReader reader)
{
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    /// <summary>With a choice ("a if b else c") at the top.</summary>
    public JinjaExpression Read()
    {
        reader.Deeper();
        var value = ReadWithoutChoice();
        while (reader.Line is var line && reader.TryName("if"))
        {
            var condition = ReadWithoutChoice();
            value = new ChoiceExpression(condition, value, reader.TryName("else") ? Read() : null, line);
        }

        reader.Higher();
        return value;
    }

    /// <summary>What may stand before the "if" of a loop.</summary>
    public JinjaExpression ReadWithoutChoice() => Chain(And, "or");

    /// <summary>One or several with commas between: several make a list.</summary>
    public JinjaExpression ReadList()
    {
        var line = reader.Line;
        var first = Read();
        if (!reader.Now.Is(","))
            return first;
        var items = ImmutableArray.CreateBuilder<JinjaExpression>();
        items.Add(first);
        while (reader.TrySign(",") && reader.Now.Kind is not (JinjaTokenKind.BlockEnd or JinjaTokenKind.OutputEnd))
            items.Add(Read());
        return new ListExpression(items.ToImmutable(), line, IsTuple: true);
    }

    public ImmutableArray<FilterCall> ReadFilters()
    {
        var filters = ImmutableArray.CreateBuilder<FilterCall>();
        while (reader.TrySign("|"))
            filters.Add(Filter());
        return filters.ToImmutable();
    }

    public FilterCall Filter()
    {
        var line = reader.Line;
        return new FilterCall(DottedName(), reader.Now.Is("(") ? Arguments() : CallArguments.None, line);
    }

    private JinjaExpression And() => Chain(Not, "and");

    private JinjaExpression Not()
    {
        var line = reader.Line;
        if (!reader.TryName("not"))
            return Compare();
        reader.Deeper();
        var value = new NotExpression(Not(), line);
        reader.Higher();
        return value;
    }

    private JinjaExpression Chain(Func<JinjaExpression> part, string word)
    {
        var left = part();
        while (reader.Line is var line && reader.TryName(word))
            left = new BinaryExpression(word, left, part(), line);
        return left;
    }

    private JinjaExpression Compare()
    {
        var line = reader.Line;
        var first = Sum();
        var others = ImmutableArray.CreateBuilder<ComparedTo>();
        while (Comparison() is { } sign)
            others.Add(new ComparedTo(sign, Sum()));
        return others.Count == 0 ? first : new ComparisonExpression(first, others.ToImmutable(), line);
    }

    private string? Comparison()
    {
        if (reader.Now.Kind == JinjaTokenKind.Sign && Comparisons.Contains(reader.Now.Text))
            return reader.Take().Text;
        if (reader.TryName("in"))
            return "in";
        if (!reader.Now.IsName("not") || !reader.Next.IsName("in"))
            return null;
        reader.Take();
        reader.Take();
        return "not in";
    }

    private JinjaExpression Sum() => Binary(Joined, "+", "-");

    private JinjaExpression Joined() => Binary(Product, "~");

    private JinjaExpression Product() => Binary(Power, "*", "/", "//", "%");

    private JinjaExpression Power() => Binary(() => Signed(withFilters: true), "**");

    private JinjaExpression Binary(Func<JinjaExpression> part, params ReadOnlySpan<string> signs)
    {
        var left = part();
        while (reader.Now.Kind == JinjaTokenKind.Sign && signs.Contains(reader.Now.Text))
        {
            var sign = reader.Take();
            left = new BinaryExpression(sign.Text, left, part(), sign.Line);
        }

        return left;
    }

    private JinjaExpression Signed(bool withFilters)
    {
        var line = reader.Line;
        JinjaExpression value;
        if (reader.Now.Is("-") || reader.Now.Is("+"))
        {
            var isNegative = reader.Take().Text == "-";
            reader.Deeper();
            value = new SignedExpression(Signed(withFilters: false), isNegative, line);
            reader.Higher();
        }
        else
        {
            value = Behind(Primary());
        }

        return withFilters ? FiltersAndTests(value) : value;
    }

    private JinjaExpression FiltersAndTests(JinjaExpression value)
    {
        while (true)
        {
            var line = reader.Line;
            if (reader.TrySign("|"))
                value = new FilterExpression(value, Filter(), line);
            else if (reader.TryName("is"))
                value = Test(value, line);
            else if (reader.Now.Is("("))
                value = new CallExpression(value, Arguments(), line);
            else
                return value;
        }
    }

    private TestExpression Test(JinjaExpression value, int line)
    {
        var isNegated = reader.TryName("not");
        var name = DottedName();
        if (reader.Now.Is("("))
            return new TestExpression(value, name, Arguments(), isNegated, line);
        var hasArgument = reader.Now.Kind is JinjaTokenKind.Quoted or JinjaTokenKind.Integer or JinjaTokenKind.Number
            || reader.Now.Is("[") || reader.Now.Is("{")
            || (reader.Now.Kind == JinjaTokenKind.Name && reader.Now.Text is not ("else" or "or" or "and" or "is" or "if" or "in" or "not" or "recursive"));
        return new TestExpression(
            value, name, hasArgument ? new CallArguments([Behind(Primary())], []) : CallArguments.None, isNegated, line);
    }

    private string DottedName()
    {
        var name = reader.Name();
        while (reader.TrySign("."))
            name += "." + reader.Name();
        return name;
    }

    /// <summary>Attributes, items and calls behind a value.</summary>
    private JinjaExpression Behind(JinjaExpression value)
    {
        while (true)
        {
            var line = reader.Line;
            if (reader.TrySign("."))
                value = reader.Now.Kind == JinjaTokenKind.Integer
                    ? new ItemExpression(value, Whole(reader.Take()), line)
                    : new AttributeExpression(value, reader.Name(), line);
            else if (reader.TrySign("["))
                value = Item(value, line);
            else if (reader.Now.Is("("))
                value = new CallExpression(value, Arguments(), line);
            else
                return value;
        }
    }

    private JinjaExpression Item(JinjaExpression owner, int line)
    {
        var start = reader.Now.Is(":") ? null : Read();
        if (reader.TrySign("]"))
            return new ItemExpression(owner, start!, line);
        reader.Sign(":");
        var stop = reader.Now.Is(":") || reader.Now.Is("]") ? null : Read();
        var step = reader.TrySign(":") && !reader.Now.Is("]") ? Read() : null;
        reader.Sign("]");
        return new SliceExpression(owner, start, stop, step, line);
    }

    private CallArguments Arguments()
    {
        reader.Sign("(");
        var placed = ImmutableArray.CreateBuilder<JinjaExpression>();
        var named = ImmutableArray.CreateBuilder<NamedArgument>();
        while (!reader.TrySign(")"))
        {
            if (placed.Count + named.Count > 0)
            {
                reader.Sign(",");
                if (reader.TrySign(")"))
                    break;
            }

            if (reader.Now.Kind == JinjaTokenKind.Name && reader.Next.Is("="))
            {
                var name = reader.Name();
                reader.Sign("=");
                named.Add(new NamedArgument(name, Read()));
            }
            else
            {
                placed.Add(Read());
            }
        }

        return new CallArguments(placed.ToImmutable(), named.ToImmutable());
    }

    private JinjaExpression Primary()
    {
        var token = reader.Now;
        switch (token.Kind)
        {
            case JinjaTokenKind.Name:
                reader.Take();
                return Named(token);
            case JinjaTokenKind.Quoted:
                return Quoted();
            case JinjaTokenKind.Integer:
                return Whole(reader.Take());
            case JinjaTokenKind.Number:
                reader.Take();
                return new LiteralExpression(double.Parse(token.Text, CultureInfo.InvariantCulture), token.Line);
            case JinjaTokenKind.Sign when token.Text == "(":
                return Bracketed();
            case JinjaTokenKind.Sign when token.Text == "[":
                reader.Take();
                return new ListExpression(Items("]"), token.Line);
            case JinjaTokenKind.Sign when token.Text == "{":
                return Map();
            default:
                throw reader.Unexpected("a value");
        }
    }

    private static JinjaExpression Named(JinjaToken token) => token.Text switch
    {
        "true" or "True" => new LiteralExpression(true, token.Line),
        "false" or "False" => new LiteralExpression(false, token.Line),
        "none" or "None" => new LiteralExpression(null, token.Line),
        _ => new NameExpression(token.Text, token.Line),
    };

    /// <summary>Neighbouring quoted texts are one, as in Python.</summary>
    private LiteralExpression Quoted()
    {
        var first = reader.Take();
        var text = first.Text;
        while (reader.Now.Kind == JinjaTokenKind.Quoted)
            text += reader.Take().Text;
        return new LiteralExpression(MarkedText.Plain(text), first.Line);
    }

    private static LiteralExpression Whole(JinjaToken token) => long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        ? new LiteralExpression(value, token.Line)
        : throw new JinjaException($"the number {token.Text} is too large", token.Line);

    private JinjaExpression Bracketed()
    {
        var line = reader.Take().Line;
        if (reader.TrySign(")"))
            return new ListExpression([], line, IsTuple: true);
        var first = Read();
        if (reader.TrySign(")"))
            return first;
        reader.Sign(",");
        return new ListExpression([first, .. Items(")")], line, IsTuple: true);
    }

    private ImmutableArray<JinjaExpression> Items(string close)
    {
        var items = ImmutableArray.CreateBuilder<JinjaExpression>();
        while (!reader.TrySign(close))
        {
            items.Add(Read());
            if (reader.TrySign(close))
                break;
            reader.Sign(",");
        }

        return items.ToImmutable();
    }

    private MapExpression Map()
    {
        var line = reader.Take().Line;
        var entries = ImmutableArray.CreateBuilder<MapEntry>();
        while (!reader.TrySign("}"))
        {
            var key = Read();
            reader.Sign(":");
            entries.Add(new MapEntry(key, Read()));
            if (reader.TrySign("}"))
                break;
            reader.Sign(",");
        }

        return new MapExpression(entries.ToImmutable(), line);
    }
}
