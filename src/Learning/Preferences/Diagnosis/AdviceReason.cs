namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>Why a method is advised.</summary>
/// <param name="Item">Number of the item that says so.</param>
public sealed record AdviceReason(int Item, TuningAdvice Method, string Text);
