namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>Contacts between gripper and mug at one instant.</summary>
/// <param name="Touched">Any part of the gripper touches the mug.</param>
/// <param name="Gripped">A finger pad touches it.</param>
/// <param name="Handle">A pad touches the handle.</param>
/// <param name="Around">The pads grip with the mug's body between them, not a wall or the handle.</param>
/// <param name="GripY">Where the grip is across the mug, m in the mug's frame; positive is the mug's left.</param>
internal readonly record struct CupContact(bool Touched, bool Gripped, bool Handle, bool Around, double GripY);
