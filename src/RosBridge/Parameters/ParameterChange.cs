namespace Forewarn.RosBridge;

/// <summary>What happened to parameters.</summary>
internal enum ParameterChange
{
    New,
    Changed,
    Deleted,
}
