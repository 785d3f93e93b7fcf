/* What the embedded broker asks of a mock cluster beyond librdkafka's own calls. adapt.py puts this into rdkafka_mock.c, before the
 * function that carries out commands in the cluster's thread; everything static here runs in that thread. */

typedef struct embedded_text_s {
        char *at;
        size_t used;
        size_t size;
} embedded_text_t;

static void embedded_put(embedded_text_t *text, const char *format, ...) {
        va_list arguments;
        int written;

        for (;;) {
                va_start(arguments, format);
                written = vsnprintf(text->at + text->used, text->size - text->used, format, arguments);
                va_end(arguments);
                if ((size_t)written < text->size - text->used)
                        break;
                text->size = text->size * 2 + (size_t)written;
                text->at   = rd_realloc(text->at, text->size);
        }
        text->used += (size_t)written;
}

/* Bytes that clients chose may be anything, so they are written as hexadecimal digits, after a dot that tells an empty text from none. */
static void embedded_put_bytes(embedded_text_t *text, const void *bytes, size_t length) {
        const unsigned char *byte = bytes;
        size_t i;

        if (!bytes) {
                embedded_put(text, "\t-");
                return;
        }
        embedded_put(text, "\t.");
        for (i = 0; i < length; i++)
                embedded_put(text, "%02x", byte[i]);
}

static void embedded_put_name(embedded_text_t *text, const char *name) {
        embedded_put_bytes(text, name, name ? strlen(name) : 0);
}

static void embedded_put_topics(embedded_text_t *text, const rd_kafka_mock_cluster_t *mcluster) {
        const rd_kafka_mock_topic_t *mtopic;
        const rd_kafka_mock_committed_offset_t *coff;
        int i, r;

        TAILQ_FOREACH(mtopic, &mcluster->topics, link) {
                embedded_put(text, "topic");
                embedded_put_name(text, mtopic->name);
                embedded_put(text, "\n");
                for (i = 0; i < mtopic->partition_cnt; i++) {
                        const rd_kafka_mock_partition_t *mpart = &mtopic->partitions[i];

                        embedded_put(text, "partition\t%" PRId32 "\t%" PRId64 "\t%" PRId64 "\t%" PRId32 "\t", mpart->id,
                                     mpart->start_offset, mpart->end_offset, mpart->leader ? mpart->leader->id : -1);
                        for (r = 0; r < mpart->replica_cnt; r++)
                                embedded_put(text, r ? ",%" PRId32 : "%" PRId32, mpart->replicas[r]->id);
                        embedded_put(text, "\n");
                        TAILQ_FOREACH(coff, &mpart->committed_offsets, link) {
                                embedded_put(text, "offset\t%" PRId64, coff->offset);
                                embedded_put_name(text, coff->group);
                                embedded_put(text, "\n");
                        }
                }
        }
}

static const char *embedded_state(const rd_kafka_mock_cgrp_classic_t *mcgrp) {
        switch (mcgrp->state) {
        case RD_KAFKA_MOCK_CGRP_STATE_EMPTY:
                return "EMPTY";
        case RD_KAFKA_MOCK_CGRP_STATE_UP:
                return "STABLE";
        case RD_KAFKA_MOCK_CGRP_STATE_SYNCING:
                return "COMPLETING_REBALANCE";
        default:
                return "PREPARING_REBALANCE";
        }
}

static void embedded_put_classic_groups(embedded_text_t *text, const rd_kafka_mock_cluster_t *mcluster) {
        const rd_kafka_mock_cgrp_classic_t *mcgrp;
        const rd_kafka_mock_cgrp_classic_member_t *member;

        TAILQ_FOREACH(mcgrp, &mcluster->cgrps_classic, link) {
                embedded_put(text, "group\tCLASSIC\t%s", embedded_state(mcgrp));
                embedded_put_name(text, mcgrp->id);
                embedded_put_name(text, mcgrp->protocol_name);
                embedded_put(text, "\n");
                TAILQ_FOREACH(member, &mcgrp->members, link) {
                        embedded_put(text, "member");
                        embedded_put_name(text, member->id);
                        embedded_put_name(text, member->group_instance_id);
                        embedded_put_name(text, member->client_id);
                        embedded_put_bytes(text, member->assigned ? member->assigned->data : NULL,
                                           member->assigned ? RD_KAFKAP_BYTES_LEN(member->assigned) : 0);
                        embedded_put(text, "\n");
                }
        }
}

static void embedded_put_assigned(embedded_text_t *text,
                                  const rd_kafka_mock_cluster_t *mcluster,
                                  const rd_kafka_topic_partition_list_t *assigned) {
        int i;

        for (i = 0; assigned && i < assigned->cnt; i++) {
                const rd_kafka_mock_topic_t *mtopic =
                    rd_kafka_mock_topic_find_by_id(mcluster, rd_kafka_topic_partition_get_topic_id(&assigned->elems[i]));

                embedded_put(text, "assigned\t%" PRId32, assigned->elems[i].partition);
                embedded_put_name(text, mtopic ? mtopic->name : assigned->elems[i].topic);
                embedded_put(text, "\n");
        }
}

static void embedded_put_consumer_groups(embedded_text_t *text, const rd_kafka_mock_cluster_t *mcluster) {
        const rd_kafka_mock_cgrp_consumer_t *mcgrp;
        const rd_kafka_mock_cgrp_consumer_member_t *member;

        TAILQ_FOREACH(mcgrp, &mcluster->cgrps_consumer, link) {
                embedded_put(text, "group\tCONSUMER\t%s", mcgrp->member_cnt > 0 ? "STABLE" : "EMPTY");
                embedded_put_name(text, mcgrp->id);
                embedded_put_name(text, "uniform");
                embedded_put(text, "\n");
                TAILQ_FOREACH(member, &mcgrp->members, link) {
                        embedded_put(text, "member");
                        embedded_put_name(text, member->id);
                        embedded_put_name(text, member->instance_id);
                        embedded_put_name(text, member->client_id);
                        embedded_put_bytes(text, NULL, 0);
                        embedded_put(text, "\n");
                        embedded_put_assigned(text, mcluster, member->current_assignment);
                }
        }
}

static char *embedded_describe(const rd_kafka_mock_cluster_t *mcluster) {
        embedded_text_t text = {.size = 4096};

        text.at = rd_malloc(text.size);
        embedded_put(&text, "%s", "");
        embedded_put_topics(&text, mcluster);
        embedded_put_classic_groups(&text, mcluster);
        embedded_put_consumer_groups(&text, mcluster);
        return text.at;
}

/* An empty list's head points to itself, a full one's first element to the head. */
#define EMBEDDED_MOVED(head, link)                                                                                     \
        do {                                                                                                           \
                if (TAILQ_EMPTY(head))                                                                                 \
                        TAILQ_INIT(head);                                                                              \
                else                                                                                                   \
                        TAILQ_FIRST(head)->link.tqe_prev = &TAILQ_FIRST(head);                                         \
        } while (0)

/* Nothing keeps a partition's address from one request to the next but the lists that it is the head of. */
static rd_kafka_resp_err_t embedded_grow(rd_kafka_mock_topic_t *mtopic, int partition_cnt) {
        int i, had = mtopic->partition_cnt;
        int replicas = had > 0 ? mtopic->partitions[0].replica_cnt : 1;

        if (partition_cnt <= had)
                return RD_KAFKA_RESP_ERR_INVALID_PARTITIONS;
        mtopic->partitions = rd_realloc(mtopic->partitions, sizeof(*mtopic->partitions) * (size_t)partition_cnt);
        for (i = 0; i < had; i++) {
                rd_kafka_mock_partition_t *mpart = &mtopic->partitions[i];

                EMBEDDED_MOVED(&mpart->msgsets, link);
                EMBEDDED_MOVED(&mpart->committed_offsets, link);
                EMBEDDED_MOVED(&mpart->leader_responses, link);
                EMBEDDED_MOVED(&mpart->errstacks, link);
                EMBEDDED_MOVED(&mpart->aborted_txns, link);
        }
        memset(&mtopic->partitions[had], 0, sizeof(*mtopic->partitions) * (size_t)(partition_cnt - had));
        for (i = had; i < partition_cnt; i++)
                rd_kafka_mock_partition_init(mtopic, &mtopic->partitions[i], i, replicas);
        mtopic->partition_cnt = partition_cnt;
        return RD_KAFKA_RESP_ERR_NO_ERROR;
}

/* Everything there is to know of topics, groups and offsets, as lines; to be freed by rd_kafka_mem_free(NULL, ...). */
char *rd_kafka_mock_embedded_describe(rd_kafka_mock_cluster_t *mcluster) {
        rd_kafka_op_t *rko = rd_kafka_op_new(RD_KAFKA_OP_MOCK);
        char *text;

        rko->rko_u.mock.cmd = RD_KAFKA_MOCK_CMD_EMBEDDED_DESCRIBE;
        rko                 = rd_kafka_op_req(mcluster->ops, rko, RD_POLL_INFINITE);
        text                = rko->rko_u.mock.str;
        rko->rko_u.mock.str = NULL;
        rd_kafka_op_destroy(rko);
        return text;
}

/* Adds partitions to a topic; those that it has stay as they are. */
rd_kafka_resp_err_t
rd_kafka_mock_embedded_grow(rd_kafka_mock_cluster_t *mcluster, const char *topic, int partition_cnt) {
        rd_kafka_op_t *rko = rd_kafka_op_new(RD_KAFKA_OP_MOCK);

        rko->rko_u.mock.name = rd_strdup(topic);
        rko->rko_u.mock.lo   = partition_cnt;
        rko->rko_u.mock.cmd  = RD_KAFKA_MOCK_CMD_EMBEDDED_GROW;
        return rd_kafka_op_err_destroy(rd_kafka_op_req(mcluster->ops, rko, RD_POLL_INFINITE));
}
