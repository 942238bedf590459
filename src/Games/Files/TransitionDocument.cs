namespace Forewarn.Games;

/// <summary>Where joint actions of a state lead and what they pay; a later row replaces an earlier one.</summary>
/// <param name="Actions">One name for every agent, or <c>*</c>.</param>
/// <param name="Next">Share of every state that follows.</param>
/// <param name="Rewards">Of every agent.</param>
internal sealed record TransitionDocument(string State, string[] Actions, Dictionary<string, double> Next, double[] Rewards);
