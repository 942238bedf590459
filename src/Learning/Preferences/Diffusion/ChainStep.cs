namespace Forewarn.Learning.Preferences;

/// <summary>One stochastic sampling step: <c>x' = FromClean x0 + FromNoisy x + Deviation e</c>.</summary>
/// <param name="Level">Noise level at which the network predicts the clean plan <c>x0</c>.</param>
public readonly record struct ChainStep(int Level, double FromClean, double FromNoisy, double Deviation);
