namespace Forewarn.Games;

/// <summary>What a mediator recommends in a state; a later row replaces an earlier one.</summary>
/// <param name="Steps">First and last step it holds for, from 0; all without.</param>
/// <param name="Joint">Shares of joint actions; the others have none.</param>
/// <param name="Independent">Instead: shares of every agent's own actions, drawn independently.</param>
internal sealed record RecommendationDocument(
    string State, int[]? Steps = null, ShareDocument[]? Joint = null, Dictionary<string, double>[]? Independent = null);
