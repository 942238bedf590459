namespace Forewarn.Simulation.Tasks.Bag;

/// <summary>Contacts between gripper and bag at one instant, and what they do to it.</summary>
/// <param name="Touched">Any part of the gripper touches the bag.</param>
/// <param name="Belly">A finger pad touches the belly.</param>
/// <param name="Crimp">A finger pad touches the crimp.</param>
/// <param name="GripX">Where the tool is along the bag, m in the bag's frame; positive is the red tab's end.</param>
/// <param name="BellyTravel">How far the belly's sides are pressed in, their mean, m.</param>
/// <param name="CrimpTravel">The same of the crimp's sides, m.</param>
internal readonly record struct BagContact(bool Touched, bool Belly, bool Crimp, double GripX, double BellyTravel, double CrimpTravel);
