namespace Forewarn.RosBridge;

/// <summary>How a joint moves.</summary>
public enum JointKind
{
    Fixed,
    Revolute,
    Prismatic,
}
