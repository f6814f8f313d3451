namespace BatchGen.Batches.Templates;

/// <summary>A name that nothing has yet: the wanted one, or that with a number from 2 on.</summary>
internal static class FreeName
{
    private const int HighestNumber = 99;

    /// <returns>The wanted name when all of its numbers are taken too; saving it is then refused by that name.</returns>
    public static string Of(string wanted, IEnumerable<string> taken)
    {
        var known = taken.ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(2, HighestNumber - 1).Select(number => $"{wanted} ({number})").Prepend(wanted).FirstOrDefault(name => !known.Contains(name)) ?? wanted;
    }
}
