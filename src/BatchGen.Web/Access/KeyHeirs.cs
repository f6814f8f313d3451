using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Access;

/// <summary>
/// What a key may do to keys. One that it makes never may more than itself, nor for longer: otherwise whoever finds a
/// narrow key that ends tomorrow makes a wide one of it that stays.
/// </summary>
internal static class KeyHeirs
{
    private const string BeyondCode = "key_beyond_own";

    /// <param name="asked">What is not said is as in the key it is made with.</param>
    /// <exception cref="NotAllowedException">It asks for rights that the caller does not have.</exception>
    /// <exception cref="RequestRefusedException">It would outlive the caller's key, or have more room.</exception>
    public static NewApiKey Heir(this Caller caller, ApiKey own, NewApiKey asked)
    {
        if (!caller.May(asked.Scopes))
            throw new NotAllowedException();
        var heir = asked with
        {
            ExpiresAt = asked.ExpiresAt ?? own.ExpiresAt,
            MaxQueuedItems = asked.MaxQueuedItems ?? own.MaxQueuedItems,
            MaxTokensPerDay = asked.MaxTokensPerDay ?? own.MaxTokensPerDay,
        };
        if (heir.ExpiresAt > own.ExpiresAt)
            throw Beyond("expires_at");
        if (heir.MaxQueuedItems > own.MaxQueuedItems)
            throw Beyond("max_queued_items");
        return heir.MaxTokensPerDay > own.MaxTokensPerDay ? throw Beyond("max_tokens_per_day") : heir;
    }

    /// <summary>One's own that may no more than the key one comes with; an administrator's, any.</summary>
    /// <exception cref="NotAllowedException">It may more.</exception>
    public static void RequireMayRevoke(this Caller caller, ApiKey key)
    {
        if (!caller.May(Rights.Administer) && !caller.May(key.Scopes & RoleRights.Of(caller.Role)))
            throw new NotAllowedException();
    }

    private static RequestRefusedException Beyond(string field) =>
        new(BeyondCode, $"'{field}' goes beyond the key that this one is made with. Ask for as much or less, or make it on the page 'API keys'.", field);
}
