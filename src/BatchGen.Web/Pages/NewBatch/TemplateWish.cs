namespace BatchGen.Web.Pages.NewBatch;

/// <param name="Name">What the template is to be called.</param>
/// <param name="ThenSchedule">The user goes on to say when it is submitted.</param>
public sealed record TemplateWish(string Name, bool ThenSchedule);
