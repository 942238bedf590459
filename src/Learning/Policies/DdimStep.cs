namespace Forewarn.Learning.Policies;

/// <summary>One sampling step: the next plan is <c>FromClean * x0 + FromNoisy * x</c>.</summary>
/// <param name="Level">Noise level at which the network predicts the clean plan <c>x0</c>.</param>
public readonly record struct DdimStep(int Level, double FromClean, double FromNoisy);
