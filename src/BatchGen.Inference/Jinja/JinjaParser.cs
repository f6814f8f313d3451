using System.Collections.Immutable;

namespace BatchGen.Inference.Jinja;

/// <summary>Statements: what stands between {% and %}, with its body.</summary>
internal sealed class JinjaParser
{
    private readonly JinjaReader _reader;
    private readonly JinjaExpressionParser _expressions;

    private JinjaParser(string template)
    {
        _reader = new JinjaReader(JinjaLexer.Read(template));
        _expressions = new JinjaExpressionParser(_reader);
    }

    public static ImmutableArray<JinjaStatement> Parse(string template) => new JinjaParser(template).ReadAll();

    private ImmutableArray<JinjaStatement> ReadAll()
    {
        var body = Body();
        return _reader.Now.Kind == JinjaTokenKind.End
            ? body
            : throw new JinjaException($"'{_reader.Next.Text}' closes nothing", _reader.Line);
    }

    /// <summary>Up to a tag that ends what is open ("endif", "else", …), which is left where it is, or to the end.</summary>
    private ImmutableArray<JinjaStatement> Body(params string[] ends)
    {
        _reader.Deeper();
        var statements = ImmutableArray.CreateBuilder<JinjaStatement>();
        while (_reader.Now.Kind != JinjaTokenKind.End)
        {
            if (_reader.Now.Kind == JinjaTokenKind.BlockBegin
                && (ends.Contains(_reader.Next.Text) || _reader.Next.Text.StartsWith("end", StringComparison.Ordinal)))
                break;
            statements.Add(Statement());
        }

        _reader.Higher();
        return statements.ToImmutable();
    }

    private JinjaStatement Statement()
    {
        var token = _reader.Take();
        switch (token.Kind)
        {
            case JinjaTokenKind.Text:
                return new TextStatement(MarkedText.Plain(token.Text), token.Line);
            case JinjaTokenKind.OutputBegin:
                var value = _expressions.ReadList();
                _reader.Kind(JinjaTokenKind.OutputEnd, "}}");
                return new OutputStatement(value, token.Line);
            default:
                return Block(_reader.Name(), token.Line);
        }
    }

    private JinjaStatement Block(string word, int line) => word switch
    {
        "if" => If(line),
        "for" => For(line),
        "set" => Set(line),
        "macro" => Macro(line),
        "with" => With(line),
        "filter" => Filter(line),
        "generation" => Generation(line),
        "break" => Ended(new BreakStatement(line)),
        "continue" => Ended(new ContinueStatement(line)),
        _ => throw new JinjaException($"the tag '{word}' is not known", line),
    };

    private T Ended<T>(T statement)
    {
        EndTag();
        return statement;
    }

    private IfStatement If(int line)
    {
        var branches = ImmutableArray.CreateBuilder<IfBranch>();
        var condition = _expressions.Read();
        while (true)
        {
            EndTag();
            branches.Add(new IfBranch(condition, Body("elif", "else", "endif")));
            switch (Ender(line, "if", "elif", "else", "endif"))
            {
                case "elif":
                    condition = _expressions.Read();
                    continue;
                case "else":
                    EndTag();
                    branches.Add(new IfBranch(null, Body("endif")));
                    Ender(line, "if", "endif");
                    break;
            }

            EndTag();
            return new IfStatement(branches.ToImmutable(), line);
        }
    }

    private ForStatement For(int line)
    {
        var targets = Names();
        if (!_reader.TryName("in"))
            throw _reader.Unexpected("'in'");
        var items = _expressions.ReadWithoutChoice();
        var condition = _reader.TryName("if") ? _expressions.Read() : null;
        if (_reader.Now.IsName("recursive"))
            throw new JinjaException("a recursive loop is not known", line);
        EndTag();
        var body = Body("else", "endfor");
        ImmutableArray<JinjaStatement> otherwise = [];
        if (Ender(line, "for", "else", "endfor") == "else")
        {
            EndTag();
            otherwise = Body("endfor");
            Ender(line, "for", "endfor");
        }

        EndTag();
        return new ForStatement(targets, items, condition, body, otherwise, line);
    }

    private ImmutableArray<string> Names()
    {
        var inBrackets = _reader.TrySign("(");
        var names = ImmutableArray.CreateBuilder<string>();
        do
            names.Add(_reader.Name());
        while (_reader.TrySign(","));
        if (inBrackets)
            _reader.Sign(")");
        return names.ToImmutable();
    }

    private JinjaStatement Set(int line)
    {
        var targets = ImmutableArray.CreateBuilder<AssignTarget>();
        do
        {
            var name = _reader.Name();
            targets.Add(new AssignTarget(name, _reader.TrySign(".") ? _reader.Name() : null));
        }
        while (_reader.TrySign(","));
        if (_reader.TrySign("="))
            return Ended(new SetStatement(targets.ToImmutable(), _expressions.ReadList(), line));
        var filters = _expressions.ReadFilters();
        return new SetBlockStatement(targets[0], filters, Enclosed("set", line), line);
    }

    private MacroStatement Macro(int line)
    {
        var name = _reader.Name();
        var parameters = ImmutableArray.CreateBuilder<MacroParameter>();
        _reader.Sign("(");
        while (!_reader.TrySign(")"))
        {
            if (parameters.Count > 0)
                _reader.Sign(",");
            var parameter = _reader.Name();
            parameters.Add(new MacroParameter(parameter, _reader.TrySign("=") ? _expressions.Read() : null));
        }

        return new MacroStatement(name, parameters.ToImmutable(), Enclosed("macro", line), line);
    }

    private WithStatement With(int line)
    {
        var values = ImmutableArray.CreateBuilder<NamedArgument>();
        while (_reader.Now.Kind == JinjaTokenKind.Name)
        {
            var name = _reader.Name();
            _reader.Sign("=");
            values.Add(new NamedArgument(name, _expressions.Read()));
            _reader.TrySign(",");
        }

        return new WithStatement(values.ToImmutable(), Enclosed("with", line), line);
    }

    private FilterStatement Filter(int line)
    {
        ImmutableArray<FilterCall> filters = [_expressions.Filter(), .. _expressions.ReadFilters()];
        return new FilterStatement(filters, Enclosed("filter", line), line);
    }

    /// <summary>Marks what an assistant wrote, for training; it writes nothing itself.</summary>
    private GroupStatement Generation(int line) => new(Enclosed("generation", line), line);

    private ImmutableArray<JinjaStatement> Enclosed(string word, int line)
    {
        EndTag();
        var body = Body();
        Ender(line, word, "end" + word);
        EndTag();
        return body;
    }

    private string Ender(int line, string opened, params ReadOnlySpan<string> ends)
    {
        if (_reader.Now.Kind != JinjaTokenKind.BlockBegin || !ends.Contains(_reader.Next.Text))
            throw new JinjaException($"'{opened}' is not closed with end{opened}", line);
        _reader.Take();
        return _reader.Take().Text;
    }

    private void EndTag() => _reader.Kind(JinjaTokenKind.BlockEnd, "%}");
}
