namespace Forewarn.Simulation.Tasks.Variants;

/// <summary>What a <see cref="SceneEdit"/> alters.</summary>
public enum SceneProperty
{
    /// <summary>Factor on the strength of an actuator.</summary>
    GearFactor,
    /// <summary>Lower and upper limit of a joint, rad or m; equal ones lock it.</summary>
    JointRange,
    /// <summary>Spring stiffness of a joint, N m/rad or N/m.</summary>
    JointStiffness,
    /// <summary>Damping of a joint, N m s/rad or N s/m.</summary>
    JointDamping,
    /// <summary>Sliding friction of a geom.</summary>
    GeomFriction,
    /// <summary>Sizes of a geom in m, as many as its shape has; masses and inertias follow.</summary>
    GeomSize,
}
