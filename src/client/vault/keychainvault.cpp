// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/vault/keychainvault.h"

#ifdef HOLDLINE_HAS_KEYCHAIN

#include "core/log.h"

#include <QLibrary>

#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

const QString kService = u"holdline"_s;

/// libsecret (since 0.20 at least) keeps using a secret service that has ended, even when a new one
/// runs, until it is told to disconnect. Returns false where libsecret is not used.
bool lookAnew()
{
#ifdef Q_OS_LINUX
    if (auto *disconnect = QLibrary::resolve(u"secret-1"_s, 0, "secret_service_disconnect")) {
        disconnect();
        return true;
    }
#endif
    return false;
}

class KeychainVault : public Vault
{
public:
    void read(const QString &name, const Found &found) override
    {
        const auto ask = [] { return new QKeychain::ReadPasswordJob(kService); };
        run(ask, name, [found](const QKeychain::Job &job, bool good) {
            const auto &reader = static_cast<const QKeychain::ReadPasswordJob &>(job);
            found(good ? std::optional(reader.binaryData()) : std::nullopt);
        });
    }

    void write(const QString &name, const QByteArray &content, const Written &written) override
    {
        const auto ask = [content] {
            auto *job = new QKeychain::WritePasswordJob(kService);
            job->setBinaryData(content);
            return job;
        };
        run(ask, name, [written](const QKeychain::Job &, bool good) { written(good); });
    }

    void erase(const QString &name) override
    {
        const auto ask = [] { return new QKeychain::DeletePasswordJob(kService); };
        run(ask, name, [](const QKeychain::Job &, bool) {});
    }

private:
    using Ask = std::function<QKeychain::Job *()>;
    using Answer = std::function<void(const QKeychain::Job &job, bool good)>;
    enum class Trial { First, Second };

    /// A job deletes itself and may outlive this vault, because libsecret calls back even for a job
    /// that was deleted.
    void run(const Ask &ask, const QString &name, const Answer &answer, Trial trial = Trial::First)
    {
        QKeychain::Job *job = ask();
        job->setKey(name);
        QObject::connect(job, &QKeychain::Job::finished, &m_asker, [=, this] {
            const QKeychain::Error error = job->error();
            if (error == QKeychain::OtherError && trial == Trial::First && lookAnew()) {
                run(ask, name, answer, Trial::Second);
                return;
            }
            const bool good = error == QKeychain::NoError;
            if (!good && error != QKeychain::EntryNotFound)
                qCInfo(lcSession).noquote() << "the keychain:" << job->errorString();
            answer(*job, good);
        });
        job->start();
    }

    QObject m_asker; ///< its destruction disconnects all answers
};

} // namespace

std::unique_ptr<Vault> systemKeychain()
{
    return std::make_unique<KeychainVault>();
}

} // namespace holdline::client

#else

namespace holdline::client {

std::unique_ptr<Vault> systemKeychain()
{
    return nullptr;
}

} // namespace holdline::client

#endif
