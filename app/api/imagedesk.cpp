#include "app/api/imagedesk.h"

#include "app/api/audit.h"
#include "app/api/qcow2.h"
#include "app/machines/imageingest.h"
#include "models/domain/fieldtext.h"
#include "models/domain/job.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStorageInfo>

namespace rackhouse::api
{

namespace
{

/// Left free for the database when images come in.
constexpr qint64 spareBytes = 256LL << 20;

tl::unexpected<Error> badField(const char* field)
{
    return fail("bad-field", {{QStringLiteral("field"), QString::fromLatin1(field)}});
}

http::UploadDecision refused(const Error& error)
{
    http::UploadDecision decision;
    decision.kind = http::UploadDecision::Refuse;
    decision.refusal = http::problemResponse(error);
    return decision;
}

/// Whether a job that has not ended yet is to install it.
Result<bool> isWaitedFor(Writer& writer, const QString& image)
{
    for (JobState state :
         {JobState::Queued, JobState::Running, JobState::Held, JobState::Cancelling}) {
        const auto jobs =
            writer.list<Job>({.equals = {{QStringLiteral("state"), enumText(state)},
                                         {QStringLiteral("kind"), enumText(JobKind::Provision)}}});
        if (!jobs)
            return fail(jobs.error());
        for (const Job& job : *jobs) {
            if (job.params.value(QStringLiteral("image_id")).toString() == image)
                return true;
        }
    }
    return false;
}

Respond answerWith(const Respond& respond, std::function<void()> after)
{
    return [respond, after = std::move(after)](Result<http::Response> answer) {
        after();
        respond(std::move(answer));
    };
}

} // namespace

ImageDesk::ImageDesk(Store& store, QString directory, QString stateDir, ImageIngest* ingest)
    : m_store(store), m_directory(std::move(directory)), m_stateDir(std::move(stateDir)),
      m_ingest(ingest)
{
    QDir().mkpath(m_directory);
    m_pool.setMaxThreadCount(1);
    // What an upload left behind when the appliance was killed.
    for (const QString& name :
         QDir(m_directory).entryList({QStringLiteral(".upload-*")}, QDir::Files | QDir::Hidden))
        QFile::remove(m_directory + QLatin1Char('/') + name);
}

ImageDesk::~ImageDesk()
{
    stop();
    m_pool.waitForDone();
    // What a check still writes refers to this object; this write comes after it.
    m_store.write<void>([](Writer&) { return Result<void>(); }).waitForFinished();
}

bool ImageDesk::claim(const QString& id)
{
    const std::lock_guard lock(m_mutex);
    return m_busy.insert(id).second;
}

void ImageDesk::release(const QString& id)
{
    const std::lock_guard lock(m_mutex);
    m_busy.erase(id);
}

bool ImageDesk::wasLost(const QString& id)
{
    const std::lock_guard lock(m_mutex);
    return m_lost.contains(id);
}

void ImageDesk::noteStored(const QString& id, bool stored)
{
    const std::lock_guard lock(m_mutex);
    if (stored)
        m_lost.erase(id);
    else
        m_lost.insert(id);
}

Result<Image> ImageDesk::newImage(const Call& call) const
{
    for (auto member = call.body.constBegin(); member != call.body.constEnd(); ++member) {
        const FieldInfo* field = Image::record().field(member.key());
        if (!field || !isWritable(*field))
            return fail("bad-field", {{QStringLiteral("field"), member.key()}});
        if (const QString character = refusedCharacter(*field, *member); !character.isEmpty())
            return fail("character-refused", {{QStringLiteral("field"), member.key()},
                                              {QStringLiteral("character"), character}});
    }
    auto image = fromJson<Image>(call.body);
    if (!image)
        return image;
    static const QRegularExpression hash(QStringLiteral("\\A([0-9a-f]{64})?\\z"));
    image->sha256 = image->sha256.toLower();
    if (image->name.trimmed().isEmpty() || image->name.size() > 200)
        return badField("name");
    if (!hash.match(image->sha256).hasMatch())
        return badField("sha256");
    if (image->sizeBytes < 0)
        return badField("size_bytes");
    if (image->architecture.isEmpty())
        image->architecture = QStringLiteral("x86_64");
    image->id = ImageId(call.workId);
    image->createdAt = m_store.clock().now();
    image->state = image->path.isEmpty() ? ImageState::Uploading : ImageState::Checking;
    if (auto allowed = checkRegistered(call, *image); !allowed)
        return fail(allowed.error());
    return image;
}

/// A file of the appliance may be named by an admin only, and never one of Rackhouse's own.
Result<void> ImageDesk::checkRegistered(const Call& call, const Image& image) const
{
    if (image.path.isEmpty())
        return {};
    if (call.caller.role < Role::Admin)
        return fail("forbidden");
    const QFileInfo info(image.path);
    const QString real = info.canonicalFilePath();
    if (!info.isAbsolute() || !info.isFile() || !info.isReadable())
        return fail("file-unreadable", {{QStringLiteral("path"), image.path}});
    if (real.startsWith(QFileInfo(m_stateDir).canonicalFilePath() + QLatin1Char('/')))
        return badField("path");
    return {};
}

void ImageDesk::create(const CallPtr& call, const Respond& respond)
{
    const auto image = newImage(*call);
    if (!image)
        return respond(fail(image.error()));
    const auto write = [call, image = *image](Writer& writer) -> Result<Image> {
        const auto known = writer.find<Image>(image.id);
        if (!known)
            return fail(known.error());
        if (*known) // a repetition after a crash
            return **known;
        const auto same = writer.list<Image>({.equals = {{QStringLiteral("name"), image.name}}});
        if (!same)
            return fail(same.error());
        if (!same->empty())
            return fail("name-taken", {{QStringLiteral("name"), image.name}});
        auto done = writeAudit(writer, call->caller.name, "image.create", "image", image.id.text(),
                               call->body);
        if (done)
            done = writer.put(image);
        if (!done)
            return fail(done.error());
        return image;
    };
    m_store.write<Image>(write).then([this, respond](const Result<Image>& row) {
        if (!row)
            return respond(fail(row.error()));
        if (row->state != ImageState::Checking || !claim(row->id.text()))
            return respond(jsonResponse(toJson(*row), 201));
        checkLater(*row, respond);
    });
}

http::UploadDecision ImageDesk::admit(const QString& imageId)
{
    const auto image =
        m_store.read<Image>([&imageId](Reader& reader) { return reader.get<Image>(imageId); });
    if (!image)
        return refused(image.error());
    const bool checking = image->state == ImageState::Checking && !wasLost(imageId);
    if (image->state == ImageState::Ready || checking)
        return refused(makeError("image-busy"));
    const qint64 room = QStorageInfo(m_directory).bytesAvailable() - spareBytes;
    const qint64 wanted = image->sizeBytes > 0 ? image->sizeBytes : maxDiskBytes;
    if (image->sizeBytes > room || room <= 0)
        return refused(makeError("disk-full"));
    if (!claim(imageId))
        return refused(makeError("image-busy"));
    http::UploadDecision decision;
    decision.kind = http::UploadDecision::ToFile;
    decision.directory = m_directory;
    decision.maxBytes = std::min(wanted, room);
    decision.progress = [this, imageId](qint64 received) {
        m_store.write<void>([imageId, received](Writer& writer) -> Result<void> {
            auto row = writer.get<Image>(imageId);
            if (!row || row->state == ImageState::Ready)
                return {};
            row->receivedBytes = received;
            row->state = ImageState::Uploading;
            row->reason.clear();
            return writer.put(*row);
        });
    };
    decision.failed = [this, imageId](const Error& error) {
        uploadFailed(imageId, error);
    };
    return decision;
}

void ImageDesk::uploadFailed(const QString& id, const Error& error)
{
    m_store
        .write<void>([id, code = error.code](Writer& writer) -> Result<void> {
            auto row = writer.get<Image>(id);
            if (!row)
                return {};
            row->state = ImageState::Bad;
            row->reason = code;
            ++row->revision;
            return writer.put(*row);
        })
        .then([this, id](const Result<void>&) { release(id); });
}

void ImageDesk::receive(const CallPtr& call, const Respond& respond)
{
    const QString id = call->id();
    const QString file = call->request.bodyFile;
    if (file.isEmpty()) // an empty body never became an upload
        return respond(fail("upload-truncated"));
    const QString kept = m_directory + QLatin1Char('/') + id;
    QFile::remove(kept);
    if (!QFile::rename(file, kept)) {
        const Error error = makeError("write-failed", kept);
        QFile::remove(file);
        uploadFailed(id, error);
        return respond(fail(error));
    }
    m_store
        .write<Image>([call, id, kept](Writer& writer) -> Result<Image> {
            auto row = writer.get<Image>(id);
            if (!row)
                return row;
            row->state = ImageState::Checking;
            row->path = kept;
            row->receivedBytes = 0; // it is set when the file is checked
            auto done = writeAudit(writer, call->caller.name, "image.upload", "image", id);
            if (done)
                done = writer.put(*row);
            return done ? row : Result<Image>(fail(done.error()));
        })
        .then([this, id, kept, respond](const Result<Image>& image) {
            if (image)
                return checkLater(*image, respond);
            QFile::remove(kept);
            release(id);
            respond(fail(image.error()));
        });
}

Result<void> ImageDesk::resume()
{
    const auto images =
        m_store.read<std::vector<Image>>([](Reader& reader) { return reader.list<Image>(); });
    if (!images)
        return fail(images.error());
    for (const Image& image : *images) {
        const bool uploading = image.state == ImageState::Uploading;
        const bool prepared = image.receivedBytes > 0 && !image.path.isEmpty(); // or soon will be
        const QString id = image.id.text();
        if ((!uploading && (image.state != ImageState::Checking || prepared)) || !claim(id))
            continue;
        if (uploading)
            uploadFailed(id, makeError("upload-interrupted"));
        else if (image.path.isEmpty())
            uploadFailed(id, makeError("check-interrupted"));
        else
            checkLater(image, [](const Result<http::Response>&) {});
    }
    return {};
}

/// Whether the file is one that was sent, and so ours; one that was registered is not.
bool ImageDesk::isUpload(const Image& image) const
{
    return image.path == m_directory + QLatin1Char('/') + image.id.text();
}

/// Checks on the pool and releases the claim at the end.
void ImageDesk::checkLater(const Image& image, const Respond& respond)
{
    const Respond finally = answerWith(respond, [this, id = image.id.text()] { release(id); });
    m_pool.start([this, image, finally] {
        const auto facts = checkImageFile(image, m_stopping);
        if (m_stopping) // the file stays, and resume() begins anew
            return finally(fail("stopping"));
        if (!facts && isUpload(image))
            QFile::remove(image.path);
        settle(image, facts, finally);
    });
}

void ImageDesk::settle(const Image& image, const Result<ImageFacts>& facts, const Respond& respond)
{
    const ImageState good = m_ingest ? ImageState::Checking : ImageState::Ready;
    const bool lost = !facts && isUpload(image);
    const auto write = [id = image.id, facts, lost, good](Writer& writer) -> Result<Image> {
        auto row = writer.get<Image>(id);
        if (!row)
            return row;
        ++row->revision;
        row->state = facts ? good : ImageState::Bad;
        row->reason = facts ? QString() : facts.error().code;
        if (facts) {
            row->sha256 = facts->sha256;
            row->sizeBytes = facts->sizeBytes;
            row->receivedBytes = facts->sizeBytes;
            row->diskBytes = facts->diskBytes;
        }
        if (lost)
            row->path.clear();
        if (auto put = writer.put(*row); !put)
            return fail(put.error());
        return row;
    };
    m_store.write<Image>(write).then([=, this](const Result<Image>& row) {
        noteStored(image.id.text(), row.has_value());
        if (!row) {
            if (isUpload(image))
                QFile::remove(image.path);
            return respond(fail(row.error()));
        }
        if (!facts)
            return respond(fail(facts.error()));
        if (m_ingest)
            m_ingest->prepare(row->id);
        respond(jsonResponse(toJson(*row), 201));
    });
}

void ImageDesk::remove(const CallPtr& call, const Respond& respond)
{
    const QString id = call->id();
    if (!claim(id))
        return respond(fail("image-busy"));
    const auto write = [call, id](Writer& writer) -> Result<Image> {
        auto row = writer.get<Image>(id);
        if (!row)
            return row;
        const auto users =
            writer.count(Machine::record(), {.equals = {{QStringLiteral("image_id"), id}}});
        if (!users)
            return fail(users.error());
        const auto waited = isWaitedFor(writer, id);
        if (!waited)
            return fail(waited.error());
        if (*users > 0 || *waited)
            return fail("in-use");
        auto done =
            writeAudit(writer, call->caller.name, "image.remove", "image", id, toJson(*row));
        if (done)
            done = writer.remove<Image>(row->id);
        return done ? row : Result<Image>(fail(done.error()));
    };
    m_store.write<Image>(write).then([this, id, respond](const Result<Image>& row) {
        release(id);
        if (!row)
            return respond(fail(row.error()));
        // The upload and what was made of it; a registered file is not ours.
        for (const char* suffix : {"", ".raw.zst", ".served.json"})
            QFile::remove(m_directory + QLatin1Char('/') + id + QLatin1String(suffix));
        respond(jsonResponse({}));
    });
}

} // namespace rackhouse::api
