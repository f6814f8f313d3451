using System.Collections.Frozen;

namespace BatchGen.Code.Languages;

/// <summary>
/// Words that carry structure in the languages models write most. One list for all of them: a word that is a keyword in
/// one and a name in another is coloured in both, which costs a reader nothing.
/// </summary>
internal static class Keywords
{
    public static FrozenSet<string> Common { get; } = Set("""
        abstract and as assert async await base bool boolean break byte case catch char class const constexpr continue
        crate def default defer del delete do double elif else end enum except explicit export extends extern false final
        finally float fn for foreach from func function global go goto if impl implements import in include init int
        interface internal is lambda let lock long loop match mod mut namespace new nil none nonlocal not null object of
        operator or out override package params pass private protected pub public raise readonly record ref require rescue
        return self sealed select short sizeof static string struct super switch template then this throw throws trait true
        try type typedef typename typeof undefined union unless unsafe using val var virtual void volatile when where while
        with yield None True False
        """, StringComparer.Ordinal);

    /// <summary>These count in upper and lower case.</summary>
    public static FrozenSet<string> Sql { get; } = Set("""
        ADD ALL ALTER AND AS ASC BEGIN BETWEEN BY CASE COMMIT CREATE CROSS DELETE DESC DISTINCT DROP ELSE END EXCEPT EXISTS
        FALSE FROM FULL FUNCTION GROUP HAVING IN INDEX INNER INSERT INTERSECT INTO IS JOIN LEFT LIKE LIMIT NOT NULL OFFSET ON
        OR ORDER OUTER OVER PARTITION PRIMARY KEY REFERENCES RETURNING RIGHT ROLLBACK SELECT SET TABLE THEN TRUE UNION UNIQUE
        UPDATE VALUES VIEW WHEN WHERE WITH
        """, StringComparer.OrdinalIgnoreCase);

    private static FrozenSet<string> Set(string words, StringComparer comparer) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(comparer);
}
