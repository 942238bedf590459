namespace Forewarn.Simulation.Tasks.Drawer;

/// <summary>Contacts between gripper and cabinet at one instant.</summary>
/// <param name="Touched">Any part of the gripper touches the cabinet or the drawer.</param>
/// <param name="Knob">It touches the knob.</param>
/// <param name="Bar">It touches the bar.</param>
/// <param name="Ledge">It touches the ledge.</param>
internal readonly record struct DrawerContact(bool Touched, bool Knob, bool Bar, bool Ledge);
