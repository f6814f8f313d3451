using System.Collections.Immutable;

namespace BatchGen.Inference.Jinja;

/// <summary>What stands between the tags, and in them.</summary>
internal abstract record JinjaStatement(int Line);

internal sealed record TextStatement(MarkedText Text, int Line) : JinjaStatement(Line);

internal sealed record OutputStatement(JinjaExpression Value, int Line) : JinjaStatement(Line);

/// <param name="Branches">In order; the last may have no condition.</param>
internal sealed record IfStatement(ImmutableArray<IfBranch> Branches, int Line) : JinjaStatement(Line);

/// <param name="Condition">Null for "else".</param>
internal sealed record IfBranch(JinjaExpression? Condition, ImmutableArray<JinjaStatement> Body);

internal sealed record ForStatement(
    ImmutableArray<string> Targets,
    JinjaExpression Items,
    JinjaExpression? Condition,
    ImmutableArray<JinjaStatement> Body,
    ImmutableArray<JinjaStatement> Otherwise,
    int Line) : JinjaStatement(Line);

internal sealed record SetStatement(ImmutableArray<AssignTarget> Targets, JinjaExpression Value, int Line) : JinjaStatement(Line);

/// <summary>A set whose value is what its body writes.</summary>
internal sealed record SetBlockStatement(
    AssignTarget Target, ImmutableArray<FilterCall> Filters, ImmutableArray<JinjaStatement> Body, int Line) : JinjaStatement(Line);

/// <param name="Attribute">Of a namespace; null for a plain variable.</param>
internal sealed record AssignTarget(string Name, string? Attribute);

internal sealed record WithStatement(ImmutableArray<NamedArgument> Values, ImmutableArray<JinjaStatement> Body, int Line) : JinjaStatement(Line);

internal sealed record FilterStatement(ImmutableArray<FilterCall> Filters, ImmutableArray<JinjaStatement> Body, int Line) : JinjaStatement(Line);

internal sealed record MacroStatement(
    string Name, ImmutableArray<MacroParameter> Parameters, ImmutableArray<JinjaStatement> Body, int Line) : JinjaStatement(Line);

internal sealed record MacroParameter(string Name, JinjaExpression? Otherwise);

/// <summary>Statements that change nothing themselves: {% generation %}.</summary>
internal sealed record GroupStatement(ImmutableArray<JinjaStatement> Body, int Line) : JinjaStatement(Line);

internal sealed record BreakStatement(int Line) : JinjaStatement(Line);

internal sealed record ContinueStatement(int Line) : JinjaStatement(Line);

internal abstract record JinjaExpression(int Line);

internal sealed record LiteralExpression(object? Value, int Line) : JinjaExpression(Line);

internal sealed record NameExpression(string Name, int Line) : JinjaExpression(Line);

internal sealed record ListExpression(ImmutableArray<JinjaExpression> Items, int Line, bool IsTuple = false) : JinjaExpression(Line);

internal sealed record MapExpression(ImmutableArray<MapEntry> Entries, int Line) : JinjaExpression(Line);

internal sealed record MapEntry(JinjaExpression Key, JinjaExpression Value);

internal sealed record AttributeExpression(JinjaExpression Owner, string Name, int Line) : JinjaExpression(Line);

internal sealed record ItemExpression(JinjaExpression Owner, JinjaExpression Index, int Line) : JinjaExpression(Line);

internal sealed record SliceExpression(
    JinjaExpression Owner, JinjaExpression? Start, JinjaExpression? Stop, JinjaExpression? Step, int Line) : JinjaExpression(Line);

internal sealed record CallExpression(JinjaExpression Callee, CallArguments Arguments, int Line) : JinjaExpression(Line);

internal sealed record CallArguments(ImmutableArray<JinjaExpression> Placed, ImmutableArray<NamedArgument> Named)
{
    public static CallArguments None { get; } = new([], []);
}

internal sealed record NamedArgument(string Name, JinjaExpression Value);

internal sealed record FilterExpression(JinjaExpression Value, FilterCall Filter, int Line) : JinjaExpression(Line);

internal sealed record FilterCall(string Name, CallArguments Arguments, int Line);

internal sealed record TestExpression(JinjaExpression Value, string Name, CallArguments Arguments, bool IsNegated, int Line) : JinjaExpression(Line);

internal sealed record NotExpression(JinjaExpression Value, int Line) : JinjaExpression(Line);

internal sealed record SignedExpression(JinjaExpression Value, bool IsNegative, int Line) : JinjaExpression(Line);

internal sealed record BinaryExpression(string Sign, JinjaExpression Left, JinjaExpression Right, int Line) : JinjaExpression(Line);

/// <summary>A chain such as 1 &lt; x &lt;= 3: every neighbouring pair must hold.</summary>
internal sealed record ComparisonExpression(JinjaExpression First, ImmutableArray<ComparedTo> Others, int Line) : JinjaExpression(Line);

internal sealed record ComparedTo(string Sign, JinjaExpression Value);

internal sealed record ChoiceExpression(JinjaExpression Condition, JinjaExpression Then, JinjaExpression? Otherwise, int Line) : JinjaExpression(Line);
