using BatchGen.Batches.Data;
using BatchGen.Batches.Notices;
using BatchGen.Batches.Requests;

namespace BatchGen.Web.Wire;

/// <summary>Whom to tell, as APIs write it: <c>mail</c>, <c>chat</c>, <c>when</c> and <c>language</c>.</summary>
internal static class NotifyField
{
    public static readonly string[] Known = ["mail", "chat", "when", "language"];

    private const int MaxLanguageLength = 20;

    /// <exception cref="RequestRefusedException">An address cannot be used, or a word is none of those.</exception>
    public static NoticeWish Read(BodyFields fields)
    {
        var wish = new NoticeWish
        {
            Mail = fields.Text("mail"),
            Chat = fields.Text("chat"),
            When = fields.Choice<NoticeWhen>("when") ?? NoticeWhen.Always,
            Language = fields.Text("language"),
        };
        if (wish.Language?.Length > MaxLanguageLength)
            throw new RequestRefusedException(
                ProblemCodes.ValueOutOfRange, $"'language' must be a language such as \"en\" or \"zh-CN\"; it is '{Shown.Of(wish.Language)}'.", $"{fields.Prefix}language");
        return NoticeRules.FindProblem(wish, fields.Prefix) is { } problem
            ? throw new RequestRefusedException(problem.Code, problem.Sentence, problem.Param)
            : wish;
    }
}
