// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "support/serverprocess.h"
#include "support/testcertificate.h"
#include "tools/attack/scene.h"

#include <QTemporaryDir>

#include <algorithm>
#include <memory>
#include <optional>

namespace holdline::attack {

/// The real server and its neighbour, in one scene after the other. The attacker is a process of
/// its own with a low priority, so that the neighbour measures the server and not the attacker.
class Trial
{
public:
    struct Figures
    {
        double quiet; ///< ms until a question is answered, the 95th percentile, before the attack
        double attacked; ///< the same during the attack
        /// The same after it, measured if the attack was not fair. Much more than `quiet` if the
        /// machine got busy.
        std::optional<double> after;
        /// How much longer other programs make computing take; 1 if there are none.
        double slowness;
        /// The most memory in bytes that the server has grown since before all attacks.
        qint64 grown;
        double ratio() const { return attacked / quiet; }
        /// True if the neighbour waits at most half as long again. A typed question is answered in
        /// about 50 ms, and on a quiet machine no attack adds more than 15 ms. A part of another
        /// client's answer that is being spoken adds 20 ms. Attacks that starve the others add
        /// seconds. On a busy machine each of these steps waits for its turn.
        bool isFair() const
        {
            return attacked <= std::max(kRatio * quiet, quiet + slowness * kNoise);
        }
        /// True if other programs have disturbed the measurement, so that it should be repeated.
        bool isDisturbed() const
        {
            return after && (*after > kRatio * quiet || quiet > kRatio * *after);
        }

        static constexpr double kRatio = 1.5;
        static constexpr double kNoise = 50; ///< ms
    };

    /// --held-memory of the server, MB.
    static constexpr int kHeldMemory = 64;

    /// `scene` says how the server is started.
    explicit Trial(const Scene &scene);

    bool suits(const Scene &scene) const { return m_scene.sharesServerWith(scene); }
    /// Lets the neighbour ask, first without (once for all scenes) and then during the attack of
    /// `scene`, which must suit. Fails with a sentence, for example about a question that is not
    /// answered.
    Result<Figures, QString> run(const Scene &scene);

private:
    QStringList serverArguments() const;
    QStringList attackArguments(const Scene &scene) const;
    Outcome<QString> prepare();
    Outcome<QString> startServer();
    bool start();
    Outcome<QString> storeSession();
    Result<double, QString> askFor(Duration duration);
    bool admitsNewcomers();

    Scene m_scene;
    QTemporaryDir m_folder; ///< for the file of tokens
    std::unique_ptr<testing::TestCertificate> m_certificate;
    std::unique_ptr<testing::ServerProcess> m_server;
    std::unique_ptr<Neighbour> m_neighbour;
    QByteArray m_storedSession; ///< the id of the stored session
    std::optional<double> m_quiet; ///< how soon the neighbour is answered in peace, once prepared
    qint64 m_before = 0; ///< resident bytes before the first attack
};

} // namespace holdline::attack
