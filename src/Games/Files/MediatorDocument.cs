namespace Forewarn.Games;

/// <summary>A mediator as it stands in a file of its own.</summary>
internal sealed record MediatorDocument(string Format, string Name, RecommendationDocument[] Recommendations)
{
    public const string Current = "forewarn-mediator/1";
}
