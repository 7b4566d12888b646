#include "models/domain/security.h"

namespace rackhouse
{

const RecordInfo& Credential::record()
{
    static const RecordInfo info{
        "credential",
        "Credential",
        Role::Admin,
        {field<&Credential::id>("id", "Id", Key), field<&Credential::name>("name", "Name"),
         field<&Credential::role>("role", "Role"),
         field<&Credential::fingerprint>("fingerprint", "Fingerprint", Unique),
         field<&Credential::issuedAt>("issued_at", "Issued"),
         field<&Credential::expiresAt>("expires_at", "Expires"),
         field<&Credential::revokedAt>("revoked_at", "Revoked"),
         field<&Credential::lastUsedAt>("last_used_at", "Last used")}};
    return info;
}

const RecordInfo& Pairing::record()
{
    static const RecordInfo info{"pairing",
                                 "Pairing code",
                                 Role::Nobody,
                                 {field<&Pairing::id>("id", "Id", Key),
                                  field<&Pairing::codeHash>("code_hash", "Code", Secret),
                                  field<&Pairing::role>("role", "Role"),
                                  field<&Pairing::createdAt>("created_at", "Created"),
                                  field<&Pairing::expiresAt>("expires_at", "Expires"),
                                  field<&Pairing::usedAt>("used_at", "Used"),
                                  field<&Pairing::failures>("failures", "Wrong tries")}};
    return info;
}

const RecordInfo& Audit::record()
{
    static const RecordInfo info{
        "audit",
        "Audit entry",
        Role::Admin,
        {field<&Audit::id>("id", "Id", Key), field<&Audit::at>("at", "Time"),
         field<&Audit::actor>("actor", "Who"), field<&Audit::action>("action", "Did"),
         field<&Audit::subjectKind>("subject_kind", "To"),
         field<&Audit::subjectId>("subject_id", "Subject"),
         field<&Audit::detail>("detail", "Detail", Detail)}};
    return info;
}

const RecordInfo& SealedSecret::record()
{
    static const RecordInfo info{"secret",
                                 "Secret",
                                 Role::Nobody,
                                 {field<&SealedSecret::id>("id", "Id", Key),
                                  field<&SealedSecret::nonce>("nonce", "Nonce", Secret),
                                  field<&SealedSecret::sealed>("sealed", "Sealed", Secret),
                                  field<&SealedSecret::createdAt>("created_at", "Created")}};
    return info;
}

} // namespace rackhouse
