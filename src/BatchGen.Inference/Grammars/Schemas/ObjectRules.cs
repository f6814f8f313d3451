using System.Text.Json;
using BatchGen.Inference.Grammars.Rules;

namespace BatchGen.Inference.Grammars.Schemas;

/// <summary>
/// Objects: the members that have names, in the schema's order, then others where the schema speaks of others.
/// </summary>
internal sealed class ObjectRules(SchemaCompiler compiler)
{
    private const int MostMembers = 1_000;

    private static readonly RuleNode Space = RuleNode.Shared("ws");

    public RuleNode Of(Conjunction all)
    {
        var least = all.Least("minProperties") ?? 0;
        var most = all.Most("maxProperties");
        if (least > most)
            return compiler.Contradiction("maxProperties", all.PathOf("maxProperties"));
        if (IsFree(all) && least == 0 && most is null)
            return RuleNode.Shared(JsonGrammar.Object);

        var names = NamesOf(all);
        var members = MembersOf(all, names, out var isClosed);
        var others = isClosed ? RuleNode.Never : new OtherMembers(compiler).Of(all, members, names);
        if (members.Count > MostMembers)
            throw SchemaException.NotHeld("properties", all.PathOf("properties"), $"it has more than {MostMembers:N0} members");
        // Other members may have the same name twice: of them, only the first is sure to count.
        if (least > members.Count + 1 && others is not RuleNever)
            throw SchemaException.NotHeld("minProperties", all.PathOf("minProperties"), "only members with names of their own, and one more, can be counted");
        return new MemberRules(compiler.Rules, members, others, least, most).Braces();
    }

    private static bool IsFree(Conjunction all) => !all.Parts.Any(part =>
        part.Has("properties") || part.Has("required") || part.Has("patternProperties") || part.Has("propertyNames") || part.Additional() is not null);

    /// <summary>What a name must be; null where nothing is said of it.</summary>
    private Conjunction? NamesOf(Conjunction all)
    {
        SchemaPart[] parts = [.. all.Parts.Where(part => part.Has("propertyNames")).Select(
            part => part.Child("propertyNames", part.Schema.GetProperty("propertyNames")))];
        return parts.Length == 0 ? null : compiler.Schemas.Of(parts);
    }

    /// <param name="isClosed">No other name is allowed.</param>
    private List<ObjectMember> MembersOf(Conjunction all, Conjunction? names, out bool isClosed)
    {
        HashSet<string> required = [.. all.Parts.SelectMany(part => part.Names("required"))];
        var declared = all.Parts.SelectMany(part => part.Members("properties").Select(member => member.Key)).Concat(required);
        var listed = names is null || names.IsNever ? null : compiler.Literals(names);
        isClosed = names is { IsNever: true } || listed is not null;
        var enumerated = listed?.Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!) ?? [];
        var members = new List<ObjectMember>();
        foreach (var name in declared.Concat(enumerated).Distinct(StringComparer.Ordinal))
        {
            compiler.Schemas.Budget.Spend(all.Parts.Count);
            var value = names is null || compiler.Allows(names, name) ? compiler.Value(compiler.Schemas.Member(all, name)) : RuleNode.Never;
            members.Add(new ObjectMember(name, value, required.Contains(name)));
        }

        return members;
    }
}

/// <param name="Value">Never, where the member cannot be there.</param>
internal sealed record ObjectMember(string Name, RuleNode Value, bool IsRequired)
{
    public RuleNode Pair() => RuleNode.Sequence(RuleNode.Literal(SchemaCompiler.Json(Name) + ":"), RuleNode.Shared("ws"), Value);
}
