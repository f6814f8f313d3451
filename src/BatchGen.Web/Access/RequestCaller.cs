using BatchGen.Web.Wire;

namespace BatchGen.Web.Access;

/// <summary>Who asks over the API, and what they are told of things that are not theirs.</summary>
internal static class RequestCaller
{
    /// <exception cref="InvalidOperationException">Nobody has signed in, which the route's own policy rules out.</exception>
    public static Caller Caller(this HttpContext http) =>
        Access.Caller.Of(http.User) ?? throw new InvalidOperationException("Nobody has signed in.");

    /// <param name="notFound">What is thrown to whom it is not there.</param>
    public static void RequireMaySee(this Caller caller, long? ownerId, Exception notFound)
    {
        if (!caller.MaySee(ownerId))
            throw notFound;
    }

    /// <inheritdoc cref="RequireMaySee"/>
    /// <exception cref="NotAllowedException">They may see it and no more.</exception>
    public static void RequireMayChange(this Caller caller, long? ownerId, Exception notFound)
    {
        if (caller.MayChange(ownerId))
            return;
        caller.RequireMaySee(ownerId, notFound);
        throw new NotAllowedException();
    }
}
