using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Code.Inputs;
using BatchGen.Code.Tasks;
using Microsoft.AspNetCore.Mvc;

namespace BatchGen.Web.Api;

/// <summary>What a dry run is told beside its body.</summary>
/// <param name="Model">Null is the default model.</param>
/// <param name="FileName">Says the format, as on the page: an archive, a table, lines; null reads lines.</param>
/// <param name="NameEncoding">How names in an archive are encoded that do not say it; null finds it out.</param>
/// <param name="Task">What is to be done with files; archives need one.</param>
internal sealed record DryRunQuery(
    [FromQuery(Name = "model")] string? Model,
    [FromQuery(Name = "filename")] string? FileName,
    [FromQuery(Name = "name_encoding")] string? NameEncoding,
    [FromQuery(Name = "task")] string? Task)
{
    /// <exception cref="RequestRefusedException">A value is none that is known.</exception>
    public SubmissionRequest ApplyTo(SubmissionRequest request)
    {
        var format = FileName is null ? InputFormat.Detect : InputFormats.OfFileName(FileName);
        if (format == InputFormat.Files)
            throw new RequestRefusedException(
                ProblemCodes.ValueOutOfRange, "'filename' is a source file. Pack source files into an archive, or give lines of prompts.", "filename");
        return request with { Format = format, NameEncoding = Names(NameEncoding), Task = TaskOf() };
    }

    /// <exception cref="RequestRefusedException">The name is none of an encoding that is known.</exception>
    public static SourceEncoding? Names(string? name)
    {
        if (name is null)
            return null;
        return EncodingForm.OfNames.FirstOrDefault(form => form == EncodingForm.Find(name))?.Encoding ?? throw new RequestRefusedException(
            ProblemCodes.ValueOutOfRange, $"'name_encoding' must be one of {string.Join(", ", EncodingForm.OfNames.Select(form => form.Name))}; it is '{Shown.Of(name)}'.", "name_encoding");
    }

    private TaskSetting? TaskOf()
    {
        try
        {
            return Task is null ? null : TaskSetting.Of(TaskCatalogue.Find(Task).Kind);
        }
        catch (TaskException unknown)
        {
            throw new RequestRefusedException(unknown.Code, unknown.Message, "task");
        }
    }
}
