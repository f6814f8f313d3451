using BatchGen.Batches.Data;
using BatchGen.Web.Access;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Hosting;

/// <summary>Failures that a person can mend, in their words. Anything else is a fault and keeps its stack.</summary>
internal static class StartupProblem
{
    /// <summary>Null when the failure is none of these.</summary>
    public static IReadOnlyList<string>? Describe(Exception failure) => failure switch
    {
        OptionsValidationException invalid => [.. invalid.Failures],
        AggregateException several when several.InnerExceptions.All(one => one is OptionsValidationException) =>
            [.. several.InnerExceptions.SelectMany(one => Describe(one)!)],
        StorageException storage => [storage.Message],
        AccessException access => [$"{access.Message} ({access.Code})"],
        IOException { InnerException: AddressInUseException } =>
            [$"{Sentence(failure.Message)} Another program, perhaps another BatchGen, listens there: stop it, or give --urls with a free port."],
        // A value of the wrong kind, e.g. a word where a number belongs; the message names key and value.
        InvalidOperationException { InnerException: FormatException or ArgumentException } unreadable => [unreadable.Message],
        FormatException badAddress when badAddress.Message.Contains("url", StringComparison.OrdinalIgnoreCase) =>
            [$"{Sentence(badAddress.Message)} Give --urls (or Urls) an address such as http://127.0.0.1:5080."],
        _ => null,
    };

    private static string Sentence(string message) => message.EndsWith('.') ? message : $"{message}.";
}
