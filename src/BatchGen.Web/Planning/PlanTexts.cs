namespace BatchGen.Web.Planning;

/// <summary>Names the texts of this folder: a plan in words.</summary>
public sealed class PlanTexts;
