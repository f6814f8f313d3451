namespace BatchGen.Inference.Jinja;

/// <summary>The names that are set at a place of the template. What a loop's body sets is gone behind it.</summary>
internal sealed class JinjaScope(JinjaScope? outer)
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    public object? this[string name]
    {
        get
        {
            for (var scope = this; scope is not null; scope = scope.Outer)
            {
                if (scope._values.TryGetValue(name, out var value))
                    return value;
            }

            return new UndefinedValue(name);
        }

        set => _values[name] = value;
    }

    private JinjaScope? Outer => outer;
}
