namespace Forewarn.Evaluation.Reports;

/// <summary>How a curve of a level-set picture is drawn; told apart in gray too.</summary>
public enum LevelStyle
{
    /// <summary>A gray area: what has failed.</summary>
    Area,
    /// <summary>A strong line: what is shown.</summary>
    Strong,
    /// <summary>A thin dashed line over the strong one: what it is compared with.</summary>
    Dashed,
}
