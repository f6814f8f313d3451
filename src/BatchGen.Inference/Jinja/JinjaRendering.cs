using System.Collections.Immutable;

namespace BatchGen.Inference.Jinja;

/// <summary>One rendering: runs the statements and collects what they write.</summary>
internal sealed class JinjaRendering
{
    private readonly JinjaBudget _budget;
    private readonly JinjaEvaluator _evaluator;

    private JinjaRendering(JinjaBudget budget)
    {
        _budget = budget;
        _evaluator = new JinjaEvaluator(budget);
    }

    private enum Flow
    {
        Goes,
        Breaks,
        Continues,
    }

    public static MarkedText Run(ImmutableArray<JinjaStatement> template, JinjaScope globals, JinjaBudget budget) =>
        new JinjaRendering(budget).Written(template, new JinjaScope(globals));

    private MarkedText Written(ImmutableArray<JinjaStatement> body, JinjaScope scope)
    {
        var output = new MarkedTextBuilder(_budget);
        Run(body, scope, output);
        return output.Build();
    }

    private Flow Run(ImmutableArray<JinjaStatement> body, JinjaScope scope, MarkedTextBuilder output)
    {
        foreach (var statement in body)
        {
            _budget.SpendStep();
            JinjaBudget.RequireStack(statement.Line);
            if (Run(statement, scope, output) is not Flow.Goes and var flow)
                return flow;
        }

        return Flow.Goes;
    }

    private Flow Run(JinjaStatement statement, JinjaScope scope, MarkedTextBuilder output)
    {
        switch (statement)
        {
            case TextStatement text:
                output.Add(text.Text);
                return Flow.Goes;
            case OutputStatement written:
                output.Add(JinjaText.Of(_evaluator.Value(written.Value, scope), _budget));
                return Flow.Goes;
            case IfStatement choice:
                return choice.Branches.FirstOrDefault(
                    branch => branch.Condition is null || JinjaOperators.IsTrue(_evaluator.Value(branch.Condition, scope))) is { } taken
                    ? Run(taken.Body, scope, output)
                    : Flow.Goes;
            case ForStatement loop:
                return Run(loop, scope, output);
            case SetStatement set:
                Assign(set, scope);
                return Flow.Goes;
            case SetBlockStatement set:
                Assign(set.Target, Filtered(Written(set.Body, new JinjaScope(scope)), set.Filters, scope), scope, set.Line);
                return Flow.Goes;
            case WithStatement with:
                return Run(with.Body, Inner(with, scope), output);
            case FilterStatement filter:
                output.Add(JinjaText.Of(Filtered(Written(filter.Body, new JinjaScope(scope)), filter.Filters, scope), _budget));
                return Flow.Goes;
            case MacroStatement macro:
                scope[macro.Name] = new FunctionValue(macro.Name, values => Call(macro, scope, values));
                return Flow.Goes;
            case GroupStatement group:
                return Run(group.Body, scope, output);
            case BreakStatement:
                return Flow.Breaks;
            case ContinueStatement:
                return Flow.Continues;
            default:
                throw new InvalidOperationException($"No such statement: {statement.GetType().Name}.");
        }
    }

    private Flow Run(ForStatement loop, JinjaScope scope, MarkedTextBuilder output)
    {
        var items = Chosen(loop, scope);
        for (var i = 0; i < items.Count; i++)
        {
            _budget.SpendStep();
            var inner = new JinjaScope(scope) { ["loop"] = new LoopValue(items, i) };
            Bind(loop, items[i], inner);
            if (Run(loop.Body, inner, output) == Flow.Breaks)
                break;
        }

        return items.Count == 0 ? Run(loop.Otherwise, scope, output) : Flow.Goes;
    }

    private IReadOnlyList<object?> Chosen(ForStatement loop, JinjaScope scope)
    {
        var items = JinjaMembers.Items(_evaluator.Value(loop.Items, scope), loop.Line);
        if (loop.Condition is null)
            return items;
        return [.. items.Where(item =>
        {
            _budget.SpendStep();
            var inner = new JinjaScope(scope);
            Bind(loop, item, inner);
            return JinjaOperators.IsTrue(_evaluator.Value(loop.Condition, inner));
        })];
    }

    private static void Bind(ForStatement loop, object? item, JinjaScope scope)
    {
        if (loop.Targets.Length == 1)
        {
            scope[loop.Targets[0]] = item;
            return;
        }

        if (item is not ListValue list || list.Items.Count != loop.Targets.Length)
            throw new JinjaException($"a loop over {loop.Targets.Length} names gets {JinjaOperators.Kind(item)} of another length", loop.Line);
        for (var i = 0; i < loop.Targets.Length; i++)
            scope[loop.Targets[i]] = list.Items[i];
    }

    private void Assign(SetStatement set, JinjaScope scope)
    {
        var value = _evaluator.Value(set.Value, scope);
        if (set.Targets.Length == 1)
        {
            Assign(set.Targets[0], value, scope, set.Line);
            return;
        }

        if (value is not ListValue list || list.Items.Count != set.Targets.Length)
            throw new JinjaException($"{set.Targets.Length} names are set to {JinjaOperators.Kind(value)} of another length", set.Line);
        for (var i = 0; i < set.Targets.Length; i++)
            Assign(set.Targets[i], list.Items[i], scope, set.Line);
    }

    private static void Assign(AssignTarget target, object? value, JinjaScope scope, int line)
    {
        if (target.Attribute is null)
            scope[target.Name] = value;
        else if (scope[target.Name] is MapValue { IsNamespace: true } space)
            space.Entries[target.Attribute] = value;
        else
            throw new JinjaException($"'{target.Name}.{target.Attribute}' cannot be set: '{target.Name}' is no namespace", line);
    }

    private object? Filtered(object? value, ImmutableArray<FilterCall> filters, JinjaScope scope) =>
        filters.Aggregate(value, (current, filter) => _evaluator.Filter(current, filter, scope));

    private JinjaScope Inner(WithStatement with, JinjaScope scope)
    {
        var inner = new JinjaScope(scope);
        foreach (var value in with.Values)
            inner[value.Name] = _evaluator.Value(value.Value, scope);
        return inner;
    }

    private MarkedText Call(MacroStatement macro, JinjaScope defined, CallValues values)
    {
        var scope = new JinjaScope(defined);
        for (var i = 0; i < macro.Parameters.Length; i++)
        {
            var parameter = macro.Parameters[i];
            scope[parameter.Name] = values.Has(i, parameter.Name)
                ? values.Find(i, parameter.Name)
                : parameter.Otherwise is { } otherwise ? _evaluator.Value(otherwise, scope) : new UndefinedValue(parameter.Name);
        }

        return Written(macro.Body, scope);
    }
}
