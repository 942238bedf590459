// A peer on CycloneDDS's C interface, with types from Debian's idlc.
//   peer echo           decodes what comes on rt/to_peer/KIND, encodes it anew on rt/from_peer/KIND, and offers samples
//                       of its own on rt/made_by_peer/KIND
//   peer discovery      prints participants and endpoints with their user data, as they appear
//   peer graph [humble] prints what participants announce of their nodes
// The domain is ROS_DOMAIN_ID. It ends when its standard input does.
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "dds/dds.h"
#include "Graph.h"
#include "Peer.h"

#define KINDS 4
#define SIZE(array) (uint32_t) (sizeof array / sizeof *array)

static dds_entity_t participant;

static int input_ended (void)
{
  struct pollfd in = { 0, POLLIN, 0 };
  char byte;
  return poll (&in, 1, 0) > 0 && read (0, &byte, 1) <= 0;
}

static dds_entity_t check (dds_entity_t result, const char *what)
{
  if (result >= 0) return result;
  fprintf (stderr, "peer: %s: %s\n", what, dds_strretcode (-result));
  exit (1);
}

static void made (int kind, dds_entity_t writer)
{
  static char *joints[] = { "shoulder", "elbow" };
  static double a[] = { 0.5, -1.25 }, b[] = { 3.0 };
  static uint8_t pixels[] = { 1, 2, 3, 4, 5, 6 };
  std_msgs_msg_dds__Header_ header = { { 12, 345 }, "base" };
  std_msgs_msg_dds__String_ text = { "made by the C peer" };
  sensor_msgs_msg_dds__JointState_ state = { .header = header,
    .name = { 2, 2, joints, false }, .position = { 2, 2, a, false }, .velocity = { 1, 1, b, false } };
  sensor_msgs_msg_dds__Image_ image = { .header = header, .height = 2, .width = 3, .encoding = "mono8", .step = 3,
    .data = { SIZE (pixels), SIZE (pixels), pixels, false } };
  trajectory_msgs_msg_dds__JointTrajectoryPoint_ points[] = {
    { .positions = { 2, 2, a, false }, .time_from_start = { 1, 500000000 } },
    { .velocities = { 1, 1, b, false }, .time_from_start = { 2, 0 } } };
  trajectory_msgs_msg_dds__JointTrajectory_ plan = { .header = header, .joint_names = { 2, 2, joints, false },
    .points = { 2, 2, points, false } };
  const void *samples[KINDS] = { &text, &state, &plan, &image };
  check (dds_write (writer, samples[kind]), "made sample");
}

static void describe (int kind, const void *sample)
{
  const std_msgs_msg_dds__String_ *text = sample;
  const sensor_msgs_msg_dds__JointState_ *state = sample;
  const trajectory_msgs_msg_dds__JointTrajectory_ *plan = sample;
  const sensor_msgs_msg_dds__Image_ *image = sample;
  switch (kind)
  {
    case 0: printf ("String %s\n", text->data); break;
    case 1: printf ("JointState %u %s %g\n", state->name._length, state->name._buffer[0], state->position._buffer[0]); break;
    case 2: printf ("JointTrajectory %u %g %d\n", plan->points._length, plan->points._buffer[0].positions._buffer[0],
                    plan->points._buffer[plan->points._length - 1].time_from_start.sec); break;
    default: printf ("Image %u %s %u %u\n", image->width, image->encoding, image->data._length,
                     image->data._buffer[image->data._length - 1]); break;
  }
}

static void echo (void)
{
  static const char *names[KINDS] = { "String", "JointState", "JointTrajectory", "Image" };
  const dds_topic_descriptor_t *types[KINDS] = { &std_msgs_msg_dds__String__desc, &sensor_msgs_msg_dds__JointState__desc,
    &trajectory_msgs_msg_dds__JointTrajectory__desc, &sensor_msgs_msg_dds__Image__desc };
  dds_entity_t readers[KINDS], writers[KINDS], waitset = check (dds_create_waitset (participant), "wait set");
  dds_qos_t *qos = dds_create_qos (), *late = dds_create_qos ();
  dds_qset_reliability (qos, DDS_RELIABILITY_RELIABLE, DDS_SECS (1));
  dds_qset_history (qos, DDS_HISTORY_KEEP_LAST, 100);
  dds_copy_qos (late, qos);
  dds_qset_durability (late, DDS_DURABILITY_TRANSIENT_LOCAL);
  for (int k = 0; k < KINDS; k++)
  {
    dds_entity_t topics[3];
    static const char *places[3] = { "to_peer", "from_peer", "made_by_peer" };
    for (int p = 0; p < 3; p++)
    {
      char name[64];
      snprintf (name, sizeof name, "rt/%s/%s", places[p], names[k]);
      topics[p] = check (dds_create_topic (participant, types[k], name, NULL, NULL), name);
    }
    readers[k] = check (dds_create_reader (participant, topics[0], qos, NULL), "reader");
    writers[k] = check (dds_create_writer (participant, topics[1], qos, NULL), "writer");
    made (k, check (dds_create_writer (participant, topics[2], late, NULL), "writer"));
    check (dds_waitset_attach (waitset, check (dds_create_readcondition (readers[k], DDS_ANY_STATE), "condition"), k), "condition");
  }
  printf ("ready\n");
  while (!input_ended ())
  {
    dds_attach_t triggered[KINDS];
    dds_waitset_wait (waitset, triggered, KINDS, DDS_MSECS (50));
    for (int k = 0; k < KINDS; k++)
    {
      void *sample = NULL;
      dds_sample_info_t info;
      while (dds_take (readers[k], &sample, &info, 1, 1) > 0)
      {
        if (info.valid_data)
        {
          describe (k, sample);
          check (dds_write (writers[k], sample), "echo");
        }
        dds_return_loan (readers[k], &sample, 1);
        sample = NULL;
      }
    }
  }
}

static void print_user_data (const dds_qos_t *qos)
{
  void *data = NULL;
  size_t size = 0;
  if (qos && dds_qget_userdata (qos, &data, &size) && data) printf (" %.*s", (int) size, (const char *) data);
  dds_free (data);
  printf ("\n");
}

static void discovery (void)
{
  dds_entity_t readers[3] = { dds_create_reader (participant, DDS_BUILTIN_TOPIC_DCPSPARTICIPANT, NULL, NULL),
    dds_create_reader (participant, DDS_BUILTIN_TOPIC_DCPSPUBLICATION, NULL, NULL),
    dds_create_reader (participant, DDS_BUILTIN_TOPIC_DCPSSUBSCRIPTION, NULL, NULL) };
  static const char *kinds[3] = { "participant", "publication", "subscription" };
  printf ("ready\n");
  while (!input_ended ())
  {
    for (int r = 0; r < 3; r++)
    {
      void *sample = NULL;
      dds_sample_info_t info;
      while (dds_take (readers[r], &sample, &info, 1, 1) > 0)
      {
        if (info.valid_data && info.instance_state == DDS_ALIVE_INSTANCE_STATE)
        {
          const dds_builtintopic_participant_t *p = sample;
          const dds_builtintopic_endpoint_t *e = sample;
          printf ("%s", kinds[r]);
          if (r > 0) printf (" %s %s", e->topic_name, e->type_name);
          print_user_data (r > 0 ? e->qos : p->qos);
        }
        dds_return_loan (readers[r], &sample, 1);
        sample = NULL;
      }
    }
    dds_sleepfor (DDS_MSECS (20));
  }
}

#define PRINT_NODES(type, sample) do { \
  const type *info_ = sample; \
  for (uint32_t n = 0; n < info_->node_entities_info_seq._length; n++) \
    printf ("node %s %s %u %u", info_->node_entities_info_seq._buffer[n].node_namespace, \
      info_->node_entities_info_seq._buffer[n].node_name, info_->node_entities_info_seq._buffer[n].reader_gid_seq._length, \
      info_->node_entities_info_seq._buffer[n].writer_gid_seq._length); \
  printf (" gid "); \
  for (size_t i = 0; i < sizeof info_->gid.data; i++) printf ("%02x", info_->gid.data[i]); \
  printf ("\n"); } while (0)

static void graph (int humble)
{
  dds_topic_descriptor_t type = humble ? humble_ParticipantEntitiesInfo_desc : rmw_dds_common_msg_dds__ParticipantEntitiesInfo__desc;
  const char *name = rmw_dds_common_msg_dds__ParticipantEntitiesInfo__desc.m_typename;
  // Both formats go by one name; only Humble's needs to be told so.
  memcpy ((void *) &type.m_typename, &name, sizeof name);
  if (humble) *(uint32_t *) &type.m_flagset &= ~DDS_TOPIC_XTYPES_METADATA;
  dds_qos_t *qos = dds_create_qos ();
  dds_qset_reliability (qos, DDS_RELIABILITY_RELIABLE, DDS_SECS (1));
  dds_qset_durability (qos, DDS_DURABILITY_TRANSIENT_LOCAL);
  dds_qset_history (qos, DDS_HISTORY_KEEP_ALL, DDS_LENGTH_UNLIMITED);
  dds_entity_t topic = check (dds_create_topic (participant, &type, "ros_discovery_info", NULL, NULL), "topic");
  dds_entity_t reader = check (dds_create_reader (participant, topic, qos, NULL), "reader");
  printf ("ready\n");
  while (!input_ended ())
  {
    void *sample = NULL;
    dds_sample_info_t info;
    while (dds_take (reader, &sample, &info, 1, 1) > 0)
    {
      if (info.valid_data && humble) PRINT_NODES (humble_ParticipantEntitiesInfo, sample);
      else if (info.valid_data) PRINT_NODES (rmw_dds_common_msg_dds__ParticipantEntitiesInfo_, sample);
      dds_return_loan (reader, &sample, 1);
      sample = NULL;
    }
    dds_sleepfor (DDS_MSECS (20));
  }
}

int main (int argc, char **argv)
{
  const char *mode = argc > 1 ? argv[1] : "";
  setvbuf (stdout, NULL, _IOLBF, 0);
  participant = check (dds_create_participant ((dds_domainid_t) atoi (getenv ("ROS_DOMAIN_ID")), NULL, NULL), "participant");
  if (!strcmp (mode, "echo")) echo ();
  else if (!strcmp (mode, "discovery")) discovery ();
  else if (!strcmp (mode, "graph")) graph (argc > 2 && !strcmp (argv[2], "humble"));
  else return 2;
  dds_delete (participant);
  return 0;
}
