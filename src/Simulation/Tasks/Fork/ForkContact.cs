namespace Forewarn.Simulation.Tasks.Fork;

/// <summary>What touches the fork at one instant.</summary>
/// <param name="Touched">Any part of the gripper.</param>
/// <param name="Gripped">A finger pad.</param>
/// <param name="Handle">A pad touches the handle.</param>
/// <param name="Neck">A pad touches the neck.</param>
/// <param name="Tines">A pad touches the tines.</param>
/// <param name="Table">The table.</param>
internal readonly record struct ForkContact(bool Touched, bool Gripped, bool Handle, bool Neck, bool Tines, bool Table);
