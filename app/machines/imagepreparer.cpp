#include "app/machines/imagepreparer.h"

#include "app/machines/imageconvert.h"
#include "models/store/store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QPromise>
#include <QSet>

namespace rackhouse
{

Q_LOGGING_CATEGORY(lcImages, "rackhouse.images", QtInfoMsg)

namespace
{

/// What preparing an image may leave beside the upload.
constexpr const char* Made[] = {".raw", ".raw.zst", ".served.json"};

} // namespace

ImagePreparer::ImagePreparer(Store& store, QString folder)
    : m_store(store), m_folder(std::move(folder))
{
    QDir().mkpath(m_folder);
    m_pool.setMaxThreadCount(1);
}

ImagePreparer::~ImagePreparer()
{
    m_stopping = true;
    m_pool.clear();
    m_pool.waitForDone();
}

QFuture<Result<Image>> ImagePreparer::prepare(ImageId id)
{
    auto promise = std::make_shared<QPromise<Result<Image>>>();
    promise->start();
    auto future = promise->future();
    m_pool.start([this, id, promise] {
        promise->addResult(work(id));
        promise->finish();
    });
    return future;
}

Result<void> ImagePreparer::resume()
{
    const auto images =
        m_store.read<std::vector<Image>>([](Reader& reader) { return reader.list<Image>(); });
    if (!images)
        return fail(images.error());
    QSet<QString> known;
    for (const Image& image : *images) {
        known.insert(image.id.text());
        if (image.state == ImageState::Checking && !image.path.isEmpty() &&
            image.receivedBytes > 0) // checked before, see ImageIngest
            prepare(image.id);
    }
    for (const char* suffix : Made) {
        const QLatin1StringView end(suffix);
        const QStringList made = QDir(m_folder).entryList({u'*' + QString(end)}, QDir::Files);
        for (const QString& name : made) {
            const QString id = name.chopped(end.size());
            if (isUuid(id) && !known.contains(id))
                discard(id);
        }
    }
    return {};
}

Result<Image> ImagePreparer::work(const ImageId& id)
{
    const auto image = m_store.read<Image>([&](Reader& reader) { return reader.get<Image>(id); });
    if (!image)
        return image;
    auto served = serve(*image);
    if (served) {
        if (auto saved = served->save(m_folder, image->id); !saved)
            served = fail(saved.error());
    }
    if (m_stopping)
        return fail("cancelled"); // it stays "checking" and is taken up at the next start
    if (!served)
        qCWarning(lcImages) << "image" << image->name << served.error().code
                            << served.error().detail;
    std::function<Result<Image>(Writer&)> note = [id, served](Writer& writer) -> Result<Image> {
        auto row = writer.get<Image>(id);
        if (!row)
            return row;
        row->state = served ? ImageState::Ready : ImageState::Bad;
        row->reason = served ? QString() : served.error().code;
        if (served && served->diskBytes > 0)
            row->diskBytes = served->diskBytes;
        row->revision += 1;
        if (auto put = writer.put(*row); !put)
            return fail(put.error());
        return row;
    };
    auto write = m_store.write<Image>(std::move(note));
    write.waitForFinished();
    auto noted = write.resultCount() > 0 ? write.result() : Result<Image>(fail("cancelled"));
    if (!noted && noted.error().code == u"not-found") // removed while it was prepared
        discard(id.text());
    return noted;
}

void ImagePreparer::discard(const QString& id) const
{
    for (const char* suffix : Made)
        QFile::remove(m_folder + u'/' + id + QLatin1StringView(suffix));
}

Result<ServedImage> ImagePreparer::serve(const Image& image) const
{
    ServedImage served;
    served.path = image.path;
    served.sha256 = image.sha256;
    served.sizeBytes = QFileInfo(image.path).size();
    served.diskBytes = image.diskBytes;
    if (image.format == ImageFormat::TarZst) {
        served.format = QStringLiteral("tar.zst");
        const auto measured = imageconvert::measureZstd(image.path, m_stopping);
        if (!measured)
            return fail(measured.error());
        served.diskBytes = diskForTree(measured->contentBytes);
        return served;
    }
    if (image.format == ImageFormat::Raw && !isZstd(image.path)) {
        served.format = QStringLiteral("raw");
        served.diskBytes = served.sizeBytes;
        return served;
    }
    served.format = QStringLiteral("raw.zst");
    Result<imageconvert::Measured> measured = fail("internal");
    if (image.format == ImageFormat::Raw) {
        measured = imageconvert::measureZstd(image.path, m_stopping);
    } else {
        const QString raw = m_folder + u'/' + image.id.text() + QStringLiteral(".raw");
        served.path = raw + QStringLiteral(".zst");
        auto converted = imageconvert::qcow2ToRaw(image.path, raw, m_stopping);
        measured = converted ? imageconvert::compress(raw, served.path, m_stopping)
                             : Result<imageconvert::Measured>(fail(converted.error()));
        QFile::remove(raw);
        if (!measured)
            QFile::remove(served.path);
    }
    if (!measured)
        return fail(measured.error());
    served.sha256 = measured->sha256;
    served.sizeBytes = measured->fileBytes;
    served.diskBytes = measured->contentBytes;
    return served;
}

} // namespace rackhouse
