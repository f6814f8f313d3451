using BatchGen.Inference.Chat;

namespace BatchGen.Batches.Submission;

/// <summary>
/// Brings the results of calls into the order of the calls: the model sees no ids, so that the order alone says which
/// result is whose.
/// </summary>
internal static class ToolResults
{
    public static IReadOnlyList<ChatMessage> InOrder(IReadOnlyList<ParsedMessage> messages)
    {
        var ordered = new List<ChatMessage>(messages.Count);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < messages.Count;)
        {
            if (messages[i].Role != "tool")
            {
                Number(messages[i], places);
                ordered.Add(messages[i++].ToMessage());
                continue;
            }

            var results = messages.Skip(i).TakeWhile(message => message.Role == "tool").ToList();
            ordered.AddRange(results.OrderBy(result => PlaceOf(result, places)).Select(result => result.ToMessage()));
            i += results.Count;
        }

        return ordered;
    }

    private static void Number(ParsedMessage message, Dictionary<string, int> places)
    {
        foreach (var call in message.Calls)
        {
            if (!places.TryAdd(call.Id, places.Count))
                throw new BadLineException(ProblemCodes.ValueOutOfRange, $"'{message.Field.Path}.tool_calls' has the id {Shown.Of(call.Id)} twice, or an earlier message has it. Give each call an id of its own.", $"{message.Field.Path}.tool_calls");
        }
    }

    private static int PlaceOf(ParsedMessage result, Dictionary<string, int> places)
    {
        if (result.CallId is null)
            return int.MaxValue;
        return places.TryGetValue(result.CallId, out var place)
            ? place
            : throw new BadLineException(ProblemCodes.ValueOutOfRange, $"'{result.Field.Path}.tool_call_id' is {Shown.Of(result.CallId)}, and no earlier message has a call with this id.", $"{result.Field.Path}.tool_call_id");
    }
}
