namespace BatchGen.Web.Pages.Models;

/// <summary>Names the texts of this folder: the catalogue, downloads and quantizations.</summary>
public sealed class ModelsTexts;
