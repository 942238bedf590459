using Forewarn.Learning.Preferences.Studies;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Preferences.Roads;

/// <summary>One number of one seed, with the bar that its mean over seeds is held against; null = context.</summary>
public readonly record struct RoadsFigure(string Name, double Value, StudyBar? Bar = null);
