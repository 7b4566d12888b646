#include "app/api/openssl.h"
#include "app/api/siteca.h"
#include "tests/fuzz/fuzzing.h"

#include <QTemporaryDir>

#include <openssl/pem.h>
#include <openssl/x509v3.h>

using namespace rackhouse;
using namespace rackhouse::api;
using namespace rackhouse::fuzz;

namespace
{

const ManualClock fixedClock({1'700'000'000'000});

struct Authority {
    QTemporaryDir folder;
    std::unique_ptr<SiteCa> ca =
        *SiteCa::open(folder.filePath(QStringLiteral("ca")), fixedClock, {});
    KeyPtr good{EVP_EC_gen("P-256")};
    KeyPtr weak{EVP_EC_gen("P-224")};
};

QByteArray pemOf(X509_REQ* request)
{
    const BioPtr bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509_REQ(bio.get(), request);
    char* text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    return {text, size};
}

/// A request that is signed properly, and asks for a subject and an extension of its own.
QByteArray requestPem(EVP_PKEY* key, const QByteArray& subject, const QByteArray& extension)
{
    const CertificateRequestPtr request(X509_REQ_new());
    X509_NAME_add_entry_by_NID(X509_REQ_get_subject_name(request.get()), NID_organizationName,
                               MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(subject.constData()),
                               static_cast<int>(subject.size()), -1, 0);
    STACK_OF(X509_EXTENSION)* extensions = nullptr;
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, nullptr, nullptr, request.get(), nullptr, 0);
    X509_EXTENSION* wanted =
        X509V3_EXT_conf_nid(nullptr, &context, NID_basic_constraints, extension.constData());
    if (wanted) {
        X509v3_add_ext(&extensions, wanted, -1);
        X509_REQ_add_extensions(request.get(), extensions);
        X509_EXTENSION_free(wanted);
        sk_X509_EXTENSION_pop_free(extensions, X509_EXTENSION_free);
    }
    X509_REQ_set_pubkey(request.get(), key);
    X509_REQ_sign(request.get(), key, EVP_sha256());
    return pemOf(request.get());
}

CertificatePtr certificateOf(const QByteArray& pem)
{
    const BioPtr bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    return CertificatePtr(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

/// Nothing but the name that the appliance chose, and never an authority of its own.
void checkCertificate(const Authority& authority, const QByteArray& pem, const QByteArray& name)
{
    const CertificatePtr certificate = certificateOf(pem);
    const CertificatePtr ca = certificateOf(authority.ca->caPem());
    require(certificate && X509_verify(certificate.get(), X509_get0_pubkey(ca.get())) == 1,
            "a certificate is signed by the site");
    const X509_NAME* subject = X509_get_subject_name(certificate.get());
    require(X509_NAME_entry_count(subject) == 1, "a certificate has one name");
    const ASN1_STRING* text = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, 0));
    require(QByteArray(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                       ASN1_STRING_length(text)) == name,
            "the name is the one that was given");
    require(X509_check_ca(certificate.get()) == 0 && X509_get_ext_count(certificate.get()) == 3,
            "a client certificate signs nothing");
}

} // namespace

QList<QByteArray> rackhouse::fuzz::seeds()
{
    const KeyPtr key(EVP_EC_gen("P-256"));
    return {QByteArray(1, '\0') + requestPem(key.get(), "console", "CA:TRUE"),
            "\1console\nCA:TRUE,pathlen:3", "\2console\nCA:FALSE"};
}

/// The input: 0 and the text that a console sends; or which key a proper request has, its subject
/// and its basic constraints.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    static const Authority authority;
    Input input(data, size);
    const int way = input.byte() % 3;
    if (way == 0) {
        const auto made = authority.ca->signClient(input.rest(), QStringLiteral("laptop"));
        if (made)
            checkCertificate(authority, made->pem, "laptop");
        return 0;
    }
    const KeyPtr& key = way == 1 ? authority.good : authority.weak;
    const QByteArray subject = input.line();
    const QByteArray request = requestPem(key.get(), subject, input.line());
    const auto made = authority.ca->signClient(request, QStringLiteral("laptop"));
    require(made.has_value() == (way == 1), "good keys are signed, weak ones are not");
    if (made)
        checkCertificate(authority, made->pem, "laptop");
    return 0;
}
