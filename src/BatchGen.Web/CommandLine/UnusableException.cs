namespace BatchGen.Web.CommandLine;

/// <summary>Nothing can be run with what was given; the message is the sentence for the user.</summary>
internal sealed class UnusableException(string message) : Exception(message);
