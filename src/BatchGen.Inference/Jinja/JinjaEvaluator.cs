using System.Collections.Immutable;

namespace BatchGen.Inference.Jinja;

/// <summary>The values of expressions.</summary>
internal sealed class JinjaEvaluator(JinjaBudget budget)
{
    public object? Value(JinjaExpression expression, JinjaScope scope)
    {
        budget.SpendStep();
        JinjaBudget.RequireStack(expression.Line);
        return expression switch
        {
            LiteralExpression literal => literal.Value,
            NameExpression name => scope[name.Name],
            ListExpression list => new ListValue([.. list.Items.Select(item => Value(item, scope))]) { IsTuple = list.IsTuple },
            MapExpression map => Map(map, scope),
            AttributeExpression attribute => Attribute(attribute, scope),
            ItemExpression item => JinjaMembers.Item(Value(item.Owner, scope), Value(item.Index, scope), item.Line),
            SliceExpression slice => Slice(slice, scope),
            CallExpression call => Call(call, scope),
            FilterExpression filter => Filter(Value(filter.Value, scope), filter.Filter, scope),
            TestExpression test => Test(test, scope),
            NotExpression not => !JinjaOperators.IsTrue(Value(not.Value, scope)),
            SignedExpression signed => signed.IsNegative ? JinjaOperators.Negate(Value(signed.Value, scope), signed.Line) : Value(signed.Value, scope),
            BinaryExpression binary => Binary(binary, scope),
            ComparisonExpression comparison => Compare(comparison, scope),
            ChoiceExpression choice => Choose(choice, scope),
            _ => throw new InvalidOperationException($"No such expression: {expression.GetType().Name}."),
        };
    }

    public object? Filter(object? value, FilterCall filter, JinjaScope scope)
    {
        budget.SpendOn(value);
        return JinjaFilters.Apply(filter.Name, value, Values(filter.Name, filter.Arguments, scope, filter.Line));
    }

    private MapValue Map(MapExpression map, JinjaScope scope)
    {
        var entries = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
            entries[JinjaText.Of(Value(entry.Key, scope), budget).Text] = Value(entry.Value, scope);
        return new MapValue(entries);
    }

    private object? Attribute(AttributeExpression attribute, JinjaScope scope) =>
        JinjaMembers.Attribute(Spent(Value(attribute.Owner, scope)), attribute.Name, attribute.Line);

    private object? Slice(SliceExpression slice, JinjaScope scope) => JinjaMembers.Slice(
        Spent(Value(slice.Owner, scope)), Bound(slice.Start, scope), Bound(slice.Stop, scope), Bound(slice.Step, scope), slice.Line);

    private object? Spent(object? value)
    {
        budget.SpendOn(value);
        return value;
    }

    private long? Bound(JinjaExpression? bound, JinjaScope scope) => bound is null ? null : Value(bound, scope) switch
    {
        null => null,
        long whole => whole,
        var other => throw new JinjaException($"a slice is bounded by {JinjaOperators.Kind(other)}", bound.Line),
    };

    private object? Call(CallExpression call, JinjaScope scope)
    {
        if (Value(call.Callee, scope) is not FunctionValue function)
            throw new JinjaException($"'{Name(call.Callee)}' is no function that is known here", call.Line);
        budget.Enter();
        var result = function.Call(Values(function.Name, call.Arguments, scope, call.Line));
        budget.Leave();
        return result;
    }

    private static string Name(JinjaExpression callee) => callee switch
    {
        NameExpression name => name.Name,
        AttributeExpression attribute => attribute.Name,
        _ => "(…)",
    };

    private CallValues Values(string name, CallArguments arguments, JinjaScope scope, int line) => new(
        name,
        arguments.Placed.IsEmpty ? [] : [.. arguments.Placed.Select(argument => Value(argument, scope))],
        arguments.Named.IsEmpty
            ? ImmutableDictionary<string, object?>.Empty
            : arguments.Named.ToDictionary(argument => argument.Name, argument => Value(argument.Value, scope)),
        budget,
        line);

    private bool Test(TestExpression test, JinjaScope scope) =>
        JinjaTests.Holds(test.Name, Value(test.Value, scope), Values(test.Name, test.Arguments, scope, test.Line)) != test.IsNegated;

    private object? Binary(BinaryExpression binary, JinjaScope scope)
    {
        var left = Value(binary.Left, scope);
        return binary.Sign switch
        {
            "and" => JinjaOperators.IsTrue(left) ? Value(binary.Right, scope) : left,
            "or" => JinjaOperators.IsTrue(left) ? left : Value(binary.Right, scope),
            _ => JinjaOperators.Calculate(binary.Sign, left, Value(binary.Right, scope), budget, binary.Line),
        };
    }

    private bool Compare(ComparisonExpression comparison, JinjaScope scope)
    {
        var left = Value(comparison.First, scope);
        foreach (var other in comparison.Others)
        {
            var right = Spent(Value(other.Value, scope));
            if (!Holds(other.Sign, left, right, comparison.Line))
                return false;
            left = right;
        }

        return true;
    }

    private static bool Holds(string sign, object? left, object? right, int line) => sign switch
    {
        "==" => JinjaOperators.AreEqual(left, right),
        "!=" => !JinjaOperators.AreEqual(left, right),
        "<" => JinjaOperators.Compare(left, right, line) < 0,
        "<=" => JinjaOperators.Compare(left, right, line) <= 0,
        ">" => JinjaOperators.Compare(left, right, line) > 0,
        ">=" => JinjaOperators.Compare(left, right, line) >= 0,
        "in" => JinjaOperators.Contains(right, left, line),
        "not in" => !JinjaOperators.Contains(right, left, line),
        _ => throw new JinjaException($"the sign '{sign}' is not known", line),
    };

    private object? Choose(ChoiceExpression choice, JinjaScope scope)
    {
        if (JinjaOperators.IsTrue(Value(choice.Condition, scope)))
            return Value(choice.Then, scope);
        return choice.Otherwise is { } otherwise ? Value(otherwise, scope) : new UndefinedValue("(else)");
    }
}
