<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>BackoffEditor</name>
    <message>
        <source>How to try again</source>
        <translation>Wie neu versucht wird</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Persistent</source>
        <translation>Hartnäckig</translation>
    </message>
    <message>
        <source>Always on</source>
        <translation>Immer wieder</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>Eigene Werte</translation>
    </message>
    <message>
        <source>First &amp;wait</source>
        <translation>Erste &amp;Wartezeit</translation>
    </message>
    <message>
        <source>&amp;Growth factor</source>
        <translation>&amp;Vervielfachung</translation>
    </message>
    <message>
        <source>&amp;Longest wait</source>
        <translation>&amp;Längste Wartezeit</translation>
    </message>
    <message>
        <source>Tr&amp;ies</source>
        <translation>Vers&amp;uche</translation>
    </message>
    <message>
        <source>without limit</source>
        <translation>unbegrenzt</translation>
    </message>
    <message>
        <source>Random e&amp;xtra</source>
        <translation>&amp;Zufällig mehr</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>ConnectionState</name>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Disconnected</source>
        <translation>Getrennt</translation>
    </message>
    <message>
        <source>Reconnecting</source>
        <translation>Neu verbinden</translation>
    </message>
    <message>
        <source>Session restored</source>
        <translation>Sitzung wiederhergestellt</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
</context>
<context>
    <name>DiagnosticsPanel</name>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Save all of this to a file, without words and tokens</source>
        <translation>All das in einer Datei sichern, ohne Gesprochenes und ohne Zugangscodes</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close diagnostics</source>
        <translation>Diagnose schließen</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Umlaufzeit</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>Unplayed</source>
        <translation>Ungespielt</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Lücken</translation>
    </message>
    <message>
        <source>Round trip, last minutes</source>
        <translation>Umlaufzeit der letzten Minuten</translation>
    </message>
    <message>
        <source>From your last word to the answer</source>
        <translation>Vom letzten Wort bis zur Antwort</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Events shown</source>
        <translation>Gezeigte Ereignisse</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
</context>
<context>
    <name>EntryPane</name>
    <message>
        <source>New conversation (Ctrl+N)</source>
        <translation>Neues Gespräch (Strg+N)</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Neues Gespräch</translation>
    </message>
    <message>
        <source>Type a message…</source>
        <translation>Nachricht schreiben …</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Enter sends it.</source>
        <translation>Die Eingabetaste sendet sie.</translation>
    </message>
</context>
<context>
    <name>KeychainCheck</name>
    <message>
        <source>does not answer</source>
        <translation>antwortet nicht</translation>
    </message>
    <message>
        <source>Unlock it, or log in anew.</source>
        <translation>Entsperren Sie ihn, oder melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>this Holdline was built without one</source>
        <translation>dieses Holdline wurde ohne gebaut</translation>
    </message>
    <message>
        <source>Secrets of other servers are kept for one run only.</source>
        <translation>Geheimnisse anderer Server bleiben nur bis zum Beenden erhalten.</translation>
    </message>
    <message>
        <source>takes no secret</source>
        <translation>nimmt kein Geheimnis an</translation>
    </message>
    <message>
        <source>Unlock it, or start one such as GNOME Keyring or KWallet. Until then secrets of other servers are kept for one run only.</source>
        <translation>Entsperren Sie ihn, oder starten Sie einen wie GNOME Keyring oder KWallet. Bis dahin bleiben Geheimnisse anderer Server nur bis zum Beenden erhalten.</translation>
    </message>
    <message>
        <source>takes secrets and gives them back</source>
        <translation>nimmt Geheimnisse an und gibt sie wieder</translation>
    </message>
    <message>
        <source>does not give back what it took</source>
        <translation>gibt nicht wieder, was er annahm</translation>
    </message>
    <message>
        <source>Look at its settings. Until then secrets are kept for one run only.</source>
        <translation>Sehen Sie in seine Einstellungen. Bis dahin bleiben Geheimnisse nur bis zum Beenden erhalten.</translation>
    </message>
    <message>
        <source>Keychain</source>
        <translation>Schlüsselbund</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Conversation</source>
        <translation>&amp;Gespräch</translation>
    </message>
    <message>
        <source>Answer &amp;after a pause that is</source>
        <translation>&amp;Antworten nach einer Pause, die …</translation>
    </message>
    <message>
        <source>&amp;Audio</source>
        <translation>&amp;Ton</translation>
    </message>
    <message>
        <source>&amp;Input device</source>
        <translation>&amp;Eingabegerät</translation>
    </message>
    <message>
        <source>&amp;Output device</source>
        <translation>&amp;Ausgabegerät</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;New conversation</source>
        <translation>&amp;Neues Gespräch</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Copy conversation</source>
        <translation>Gespräch &amp;kopieren</translation>
    </message>
    <message>
        <source>C&amp;lear…</source>
        <translation>&amp;Leeren …</translation>
    </message>
    <message>
        <source>&amp;Play last answer again</source>
        <translation>Letzte Antwort noch einmal &amp;abspielen</translation>
    </message>
    <message>
        <source>&amp;Stop speaking</source>
        <translation>&amp;Sprechen beenden</translation>
    </message>
    <message>
        <source>C&amp;onnect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>&amp;Disconnect</source>
        <translation>&amp;Trennen</translation>
    </message>
    <message>
        <source>&amp;Reconnect now</source>
        <translation>&amp;Jetzt neu verbinden</translation>
    </message>
    <message>
        <source>&amp;Quick</source>
        <translation>&amp;kurz ist</translation>
    </message>
    <message>
        <source>&amp;Normal</source>
        <translation>&amp;normal ist</translation>
    </message>
    <message>
        <source>&amp;Patient</source>
        <translation>&amp;lang ist</translation>
    </message>
    <message>
        <source>&amp;Very patient</source>
        <translation>&amp;sehr lang ist</translation>
    </message>
    <message>
        <source>&amp;Microphone on</source>
        <translation>&amp;Mikrofon an</translation>
    </message>
    <message>
        <source>&amp;Loudspeaker: the microphone waits during answers</source>
        <translation>&amp;Lautsprecher: Das Mikrofon wartet während der Antworten</translation>
    </message>
    <message>
        <source>&amp;Headphones: talking interrupts an answer</source>
        <translation>&amp;Kopfhörer: Sprechen unterbricht eine Antwort</translation>
    </message>
    <message>
        <source>&amp;Follow system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>L&amp;arger text</source>
        <translation>&amp;Größere Schrift</translation>
    </message>
    <message>
        <source>&amp;Smaller text</source>
        <translation>&amp;Kleinere Schrift</translation>
    </message>
    <message>
        <source>&amp;Normal text size</source>
        <translation>&amp;Normale Schriftgröße</translation>
    </message>
    <message>
        <source>&amp;Troubleshooting</source>
        <translation>&amp;Fehlersuche</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About Holdline</source>
        <translation>Ü&amp;ber Holdline</translation>
    </message>
    <message>
        <source>&amp;End conversation</source>
        <translation>Gespräch b&amp;eenden</translation>
    </message>
    <message>
        <source>End and &amp;forget…</source>
        <translation>Beenden und ver&amp;gessen …</translation>
    </message>
    <message>
        <source>&amp;Sounds when the line is lost and back</source>
        <translation>&amp;Töne, wenn die Leitung abreißt und wiederkommt</translation>
    </message>
    <message>
        <source>Network &amp;lab…</source>
        <translation>&amp;Netzlabor …</translation>
    </message>
    <message>
        <source>&amp;Diagnostics</source>
        <translation>&amp;Diagnose</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
</context>
<context>
    <name>NetworkCheck</name>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>there is none</source>
        <translation>ist nicht vorhanden</translation>
    </message>
    <message>
        <source>Plug in the cable or switch on Wi-Fi.</source>
        <translation>Stecken Sie das Kabel ein, oder schalten Sie das WLAN an.</translation>
    </message>
    <message>
        <source>The server on this computer needs none.</source>
        <translation>Der Server auf diesem Computer braucht keins.</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>reported by the system (%1)</source>
        <translation>meldet das System (%1)</translation>
    </message>
    <message>
        <source>not reported by the system: Holdline looks for itself</source>
        <translation>meldet das System nicht: Holdline sieht selbst nach</translation>
    </message>
</context>
<context>
    <name>NetworkLabDialog</name>
    <message>
        <source>Network lab</source>
        <translation>Netzlabor</translation>
    </message>
    <message>
        <source>Break the line on purpose</source>
        <translation>Die Leitung absichtlich stören</translation>
    </message>
    <message>
        <source>While this window is open the line goes through a switch inside Holdline. Nothing else on this computer is touched, and closing the window puts everything back.</source>
        <translation>Solange dieses Fenster offen ist, führt die Leitung durch einen Schalter in Holdline. Sonst wird an diesem Computer nichts angerührt, und mit dem Schließen ist alles wie vorher.</translation>
    </message>
    <message>
        <source>Cut for 5 seconds</source>
        <translation>5 Sekunden unterbrechen</translation>
    </message>
    <message>
        <source>A pulled cable: the connection is reset and refused until the cable is back.</source>
        <translation>Wie ein gezogenes Kabel: Die Verbindung reißt ab und wird abgelehnt, bis das Kabel wieder steckt.</translation>
    </message>
    <message>
        <source>&amp;Cut</source>
        <translation>&amp;Unterbrechen</translation>
    </message>
    <message>
        <source>Black hole for 20 seconds</source>
        <translation>20 Sekunden schwarzes Loch</translation>
    </message>
    <message>
        <source>A tunnel or a lift: nothing comes through, and nobody says so.</source>
        <translation>Wie im Tunnel oder im Aufzug: Nichts kommt durch, und niemand sagt es.</translation>
    </message>
    <message>
        <source>&amp;Swallow</source>
        <translation>&amp;Verschlucken</translation>
    </message>
    <message>
        <source>Slow line</source>
        <translation>Langsame Leitung</translation>
    </message>
    <message>
        <source>A bad mobile connection: 64&#xa0;kbit/s up, 1&#xa0;Mbit/s down, 600&#xa0;ms there and back.</source>
        <translation>Wie schlechter Mobilfunk: 64&#xa0;kbit/s hin, 1&#xa0;Mbit/s zurück, 600&#xa0;ms für hin und zurück.</translation>
    </message>
    <message>
        <source>Restart the server</source>
        <translation>Den Server neu starten</translation>
    </message>
    <message>
        <source>The server on this computer ends and starts again with everything it knew.</source>
        <translation>Der Server auf diesem Computer endet und beginnt neu mit allem, was er wusste.</translation>
    </message>
    <message>
        <source>&amp;Restart</source>
        <translation>&amp;Neu starten</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
</context>
<context>
    <name>Persona</name>
    <message>
        <source>Offline assistant · voice: slt</source>
        <translation>Assistentin ohne Netz · Stimme: slt</translation>
    </message>
</context>
<context>
    <name>ServerCheck</name>
    <message>
        <source>TCP</source>
        <translation>TCP</translation>
    </message>
    <message>
        <source>answers within %1 ms</source>
        <translation>antwortet in %1 ms</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Mithören</translation>
    </message>
    <message>
        <source>%1 is not encrypted</source>
        <translation>%1 ist nicht verschlüsselt</translation>
    </message>
    <message>
        <source>Others on the way can listen. Use a wss:// address.</source>
        <translation>Andere können unterwegs mithören. Nehmen Sie eine Adresse mit wss://.</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>the one on this computer starts in %1 ms</source>
        <translation>der auf diesem Computer startet in %1 ms</translation>
    </message>
    <message>
        <source>the one on this computer does not start: %1</source>
        <translation>der auf diesem Computer startet nicht: %1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>no computer is called %1</source>
        <translation>kein Computer heißt %1</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation>%1 ist %2</translation>
    </message>
    <message>
        <source>WebSocket</source>
        <translation>WebSocket</translation>
    </message>
    <message>
        <source>opens within %1 ms</source>
        <translation>öffnet sich in %1 ms</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>plain RealtimeVoiceChat</source>
        <translation>einfaches RealtimeVoiceChat</translation>
    </message>
    <message>
        <source>What you say while the line is down is lost with this server.</source>
        <translation>Was Sie sagen, während die Leitung unterbrochen ist, geht mit diesem Server verloren.</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Laufzeit</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>%1, issued by %2, valid until %3</source>
        <translation>%1, ausgestellt von %2, gültig bis %3</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Ask the operator of the server for a new one.</source>
        <translation>Bitten Sie den Betreiber des Servers um ein neues.</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
</context>
<context>
    <name>SettingsCheck</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>cannot be written: %1</source>
        <translation>lassen sich nicht schreiben: %1</translation>
    </message>
    <message>
        <source>Make the file and its folder writable for you. Until then your choices last for one run.</source>
        <translation>Machen Sie Datei und Ordner für sich beschreibbar. Bis dahin gelten Ihre Einstellungen nur bis zum Beenden.</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Gespräche</translation>
    </message>
    <message>
        <source>the folder cannot be written to: %1</source>
        <translation>in den Ordner lässt sich nicht schreiben: %1</translation>
    </message>
    <message>
        <source>Make it writable for you, or the server on this computer cannot start.</source>
        <translation>Machen Sie ihn für sich beschreibbar, sonst kann der Server auf diesem Computer nicht starten.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>On this com&amp;puter</source>
        <translation>Auf diesem Com&amp;puter</translation>
    </message>
    <message>
        <source>A &amp;server at an address</source>
        <translation>Ein &amp;Server mit einer Adresse</translation>
    </message>
    <message>
        <source>A&amp;ddress</source>
        <translation>A&amp;dresse</translation>
    </message>
    <message>
        <source>Access &amp;token</source>
        <translation>Zu&amp;gangs-Token</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show the access token</source>
        <translation>Das Zugangs-Token zeigen</translation>
    </message>
    <message>
        <source>Allow addresses that are not &amp;encrypted (ws://)</source>
        <translation>Unve&amp;rschlüsselte Adressen erlauben (ws://)</translation>
    </message>
    <message>
        <source>Others on the network can then hear all that is said, and the access token.</source>
        <translation>Andere im Netz können dann alles mithören, auch das Zugangs-Token.</translation>
    </message>
    <message>
        <source>P&amp;rotocol</source>
        <translation>Proto&amp;koll</translation>
    </message>
    <message>
        <source>Automatic: keep the conversation where the server can</source>
        <translation>Automatisch: das Gespräch halten, wo der Server es kann</translation>
    </message>
    <message>
        <source>Plain only</source>
        <translation>Nur einfach</translation>
    </message>
    <message>
        <source>holdline.v1 only</source>
        <translation>Nur holdline.v1</translation>
    </message>
    <message>
        <source>W&amp;hen the line is lost</source>
        <translation>We&amp;nn die Leitung abreißt</translation>
    </message>
    <message>
        <source>Trusted certi&amp;ficates</source>
        <translation>Vertraute Zerti&amp;fikate</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>Fingerabdruck (SHA-256)</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>En&amp;tfernen</translation>
    </message>
</context>
<context>
    <name>SoundCheck</name>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>there is none</source>
        <translation>ist nicht vorhanden</translation>
    </message>
    <message>
        <source>Plug one in, and see whether the system&apos;s sound settings show it.</source>
        <translation>Schließen Sie eines an, und sehen Sie nach, ob die Klangeinstellungen des Systems es zeigen.</translation>
    </message>
    <message>
        <source>%1 delivers nothing</source>
        <translation>%1 liefert nichts</translation>
    </message>
    <message>
        <source>Choose another one in the menu Audio, or allow Holdline to use it.</source>
        <translation>Wählen Sie im Menü Audio ein anderes, oder erlauben Sie Holdline, es zu benutzen.</translation>
    </message>
    <message>
        <source>%1 delivers nothing but silence</source>
        <translation>%1 liefert nur Stille</translation>
    </message>
    <message>
        <source>See whether it is muted in the system&apos;s sound settings or by a switch on it.</source>
        <translation>Sehen Sie nach, ob es in den Klangeinstellungen des Systems oder mit einem Schalter stummgeschaltet ist.</translation>
    </message>
    <message>
        <source>%1 delivers sound</source>
        <translation>%1 liefert Ton</translation>
    </message>
    <message>
        <source>Loudspeaker</source>
        <translation>Lautsprecher</translation>
    </message>
    <message>
        <source>%1 takes no sound</source>
        <translation>%1 nimmt keinen Ton an</translation>
    </message>
    <message>
        <source>Choose another one in the menu Audio, or start the system&apos;s sound server anew.</source>
        <translation>Wählen Sie im Menü Audio einen anderen, oder starten Sie den Tonserver des Systems neu.</translation>
    </message>
    <message>
        <source>%1 takes sound</source>
        <translation>%1 nimmt Ton an</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>%1 · answered in %2 s</source>
        <comment>time of day</comment>
        <translation>%1 · Antwort nach %2 s</translation>
    </message>
</context>
<context>
    <name>TrustDialog</name>
    <message>
        <source>Trust this certificate?</source>
        <translation>Diesem Zertifikat vertrauen?</translation>
    </message>
    <message>
        <source>Ask the operator of the server for the fingerprint of its certificate, by another way than this one. Trust it only if all 16 groups are the same.</source>
        <translation>Fragen Sie den Betreiber des Servers auf einem anderen Weg als diesem nach dem Fingerabdruck des Zertifikats. Vertrauen Sie ihm nur, wenn alle 16 Gruppen übereinstimmen.</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>Fingerabdruck (SHA-256)</translation>
    </message>
</context>
<context>
    <name>VersionCheck</name>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Nothing is wrong.</source>
        <translation>Alles ist in Ordnung.</translation>
    </message>
    <message>
        <source>Failed: %1. Warnings: %2.</source>
        <translation>Fehlgeschlagen: %1. Warnungen: %2.</translation>
    </message>
</context>
<context>
    <name>holdline::Doctor</name>
    <message>
        <source>ok  </source>
        <comment>four letters wide</comment>
        <translation>ok  </translation>
    </message>
    <message>
        <source>warn</source>
        <comment>four letters wide</comment>
        <translation>Acht</translation>
    </message>
    <message>
        <source>FAIL</source>
        <comment>four letters wide</comment>
        <translation>FEHL</translation>
    </message>
</context>
<context>
    <name>holdline::Options</name>
    <message>
        <source>Cannot read the token file %1: %2.</source>
        <translation>Die Token-Datei %1 ist nicht lesbar: %2.</translation>
    </message>
    <message>
        <source>The token file %1 holds no usable token.</source>
        <translation>Die Token-Datei %1 enthält kein brauchbares Token.</translation>
    </message>
    <message>
        <source>“%1” is no address of a voice server.</source>
        <translation>„%1“ ist keine Adresse eines Sprachservers.</translation>
    </message>
    <message>
        <source>--token-file needs --server.</source>
        <translation>--token-file braucht --server.</translation>
    </message>
    <message>
        <source>--protocol is auto, plain or v1, not “%1”.</source>
        <translation>--protocol ist auto, plain oder v1, nicht „%1“.</translation>
    </message>
    <message>
        <source>--codec is auto, opus or pcm, not “%1”.</source>
        <translation>--codec ist auto, opus oder pcm, nicht „%1“.</translation>
    </message>
    <message>
        <source>How to pack what the microphone hears: opus, pcm, or auto: Opus for other machines.</source>
        <translation>Wie verpackt wird, was das Mikrofon hört: opus, pcm oder auto: Opus für andere Rechner.</translation>
    </message>
    <message>
        <source>Talk with an assistant over a line that may fail. Without --server it runs on this computer.</source>
        <translation>Mit einer Assistentin sprechen, auch wenn die Leitung ausfallen kann. Ohne --server läuft sie auf diesem Computer.</translation>
    </message>
    <message>
        <source>Connect to this server: host, host:port or ws(s)://…</source>
        <translation>Mit diesem Server verbinden: Name, Name:Port oder ws(s)://…</translation>
    </message>
    <message>
        <source>How to try again: standard, persistent, always-on, or a list such as initial=1s,factor=2,max=30s,attempts=10,jitter=0ms.</source>
        <translation>Wie neu verbunden wird: standard, persistent, always-on oder eine Liste wie initial=1s,factor=2,max=30s,attempts=10,jitter=0ms.</translation>
    </message>
    <message>
        <source>Which protocol to speak: auto, plain or v1.</source>
        <translation>Welches Protokoll gesprochen wird: auto, plain oder v1.</translation>
    </message>
    <message>
        <source>Unexpected argument “%1”.</source>
        <translation>Unerwartetes Argument „%1“.</translation>
    </message>
    <message>
        <source>Check sound, server, keychain and network, say what to do, and end: with 1 when something has failed.</source>
        <translation>Ton, Server, Schlüsselbund und Netz prüfen, sagen, was zu tun ist, und enden: mit 1, wenn etwas fehlgeschlagen ist.</translation>
    </message>
    <message>
        <source>Show this file&apos;s content as the access token; the system&apos;s keyring keeps it.</source>
        <translation>Den Inhalt dieser Datei als Zugangs-Token vorzeigen; der Schlüsselbund des Systems bewahrt ihn auf.</translation>
    </message>
    <message>
        <source>Connect also where others on the network can listen (ws://).</source>
        <translation>Auch verbinden, wo andere im Netz mithören können (ws://).</translation>
    </message>
</context>
<context>
    <name>holdline::client::ConversationController</name>
    <message>
        <source>Too much speech at once: the rest of it is not spoken</source>
        <translation>Zu viel Sprache auf einmal: Der Rest wird nicht gesprochen</translation>
    </message>
</context>
<context>
    <name>holdline::client::HistoryWriter</name>
    <message>
        <source>Conversation of %1 %2 continued</source>
        <comment>day of the week, time</comment>
        <translation>Gespräch von %1, %2 Uhr, fortgesetzt</translation>
    </message>
    <message>
        <source>%1 old</source>
        <comment>a duration</comment>
        <translation>%1 alt</translation>
    </message>
    <message>
        <source>Begun: %1</source>
        <comment>date and time</comment>
        <translation>Begonnen: %1</translation>
    </message>
    <message>
        <source>Messages: %1</source>
        <translation>Nachrichten: %1</translation>
    </message>
</context>
<context>
    <name>holdline::client::Seam</name>
    <message>
        <source>%1 of speech discarded</source>
        <translation>%1 Gesprochenes verworfen</translation>
    </message>
    <message>
        <source>%1 of speech kept</source>
        <translation>%1 Gesprochenes aufgehoben</translation>
    </message>
    <message>
        <source>%1 of speech kept and sent</source>
        <translation>%1 Gesprochenes aufgehoben und gesendet</translation>
    </message>
    <message>
        <source>%1 of speech not sent</source>
        <translation>%1 Gesprochenes nicht gesendet</translation>
    </message>
    <message>
        <source>%1 of speech not kept: limit of %2 s reached</source>
        <translation>%1 Gesprochenes nicht aufgehoben: Grenze von %2 s erreicht</translation>
    </message>
    <message>
        <source>some words may be missing</source>
        <translation>einige Wörter fehlen vielleicht</translation>
    </message>
    <message>
        <source>the rest of the answer is lost</source>
        <translation>der Rest der Antwort ist verloren</translation>
    </message>
    <message>
        <source>answer resumed</source>
        <translation>Antwort fortgesetzt</translation>
    </message>
    <message>
        <source>Holdline was closed for %1</source>
        <translation>Holdline war %1 geschlossen</translation>
    </message>
    <message>
        <source>offline since %1</source>
        <translation>ohne Verbindung seit %1</translation>
    </message>
    <message>
        <source>offline %1</source>
        <translation>%1 ohne Verbindung</translation>
    </message>
    <message>
        <source>the earlier conversation could not be restored, a new one has begun</source>
        <translation>das frühere Gespräch ließ sich nicht wiederherstellen, ein neues hat begonnen</translation>
    </message>
    <message>
        <source>Offline since %1</source>
        <translation>Ohne Verbindung seit %1</translation>
    </message>
    <message>
        <source>Offline from %1 to %2</source>
        <translation>Ohne Verbindung von %1 bis %2</translation>
    </message>
    <message>
        <source>Cause: %1</source>
        <translation>Ursache: %1</translation>
    </message>
    <message>
        <source>This server cannot continue where the line was cut</source>
        <translation>Dieser Server kann nicht dort weitermachen, wo die Leitung riss</translation>
    </message>
    <message>
        <source>Speech held: %1</source>
        <translation>Gesprochenes aufgehoben: %1</translation>
    </message>
    <message>
        <source>Speech lost: %1</source>
        <translation>Gesprochenes verloren: %1</translation>
    </message>
    <message>
        <source>Texts held: %1</source>
        <translation>Texte aufgehoben: %1</translation>
    </message>
    <message>
        <source>Messages sent again: %1</source>
        <translation>Nachrichten erneut gesendet: %1</translation>
    </message>
    <message>
        <source>Answer continued at %1</source>
        <translation>Antwort fortgesetzt bei %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>minutes</comment>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
</context>
<context>
    <name>holdline::client::TranscriptModel</name>
    <message>
        <source>You: %1</source>
        <translation>Sie: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>assistant&apos;s name: what it said</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>You, not sent yet: %1</source>
        <translation>Sie, noch nicht gesendet: %1</translation>
    </message>
    <message>
        <source>You, still speaking: %1</source>
        <translation>Sie, noch am Sprechen: %1</translation>
    </message>
    <message>
        <source>Answer, not finished: %1</source>
        <translation>Antwort, noch nicht fertig: %1</translation>
    </message>
    <message>
        <source>Answer: %1</source>
        <translation>Antwort: %1</translation>
    </message>
    <message>
        <source>What was said before is not shown any more</source>
        <translation>Was vorher gesagt wurde, wird nicht mehr angezeigt</translation>
    </message>
</context>
<context>
    <name>holdline::client::TranscriptWriter</name>
    <message>
        <source>Connection lost · some words may be missing</source>
        <translation>Verbindung verloren · einige Wörter fehlen vielleicht</translation>
    </message>
    <message>
        <source>%1 of speech not sent</source>
        <translation>%1 Gesprochenes nicht gesendet</translation>
    </message>
    <message>
        <source>The earlier conversation could not be restored. A new one has begun.</source>
        <translation>Das frühere Gespräch ließ sich nicht wiederherstellen. Ein neues hat begonnen.</translation>
    </message>
    <message>
        <source>Session restored</source>
        <translation>Sitzung wiederhergestellt</translation>
    </message>
    <message>
        <source>Session restored · 1 message</source>
        <translation>Sitzung wiederhergestellt · 1 Nachricht</translation>
    </message>
    <message numerus="yes">
        <source>Session restored · %n messages</source>
        <translation>
            <numerusform>Sitzung wiederhergestellt · %n Nachricht</numerusform>
            <numerusform>Sitzung wiederhergestellt · %n Nachrichten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdline::widgets::BackoffEditor</name>
    <message>
        <source>The longest wait is shorter than the first.</source>
        <translation>Die längste Wartezeit ist kürzer als die erste.</translation>
    </message>
    <message>
        <source>Waits %1 s, and up to %2 s more at random.</source>
        <translation>Wartet %1 s, und zufällig bis zu %2 s mehr.</translation>
    </message>
    <message>
        <source>Waits %1 s.</source>
        <translation>Wartet %1 s.</translation>
    </message>
    <message>
        <source>Never gives up.</source>
        <translation>Gibt nie auf.</translation>
    </message>
    <message>
        <source>Gives up after one try.</source>
        <translation>Gibt nach einem Versuch auf.</translation>
    </message>
    <message numerus="yes">
        <source>Gives up after %n tries.</source>
        <translation>
            <numerusform>Gibt nach %n Versuch auf.</numerusform>
            <numerusform>Gibt nach %n Versuchen auf.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdline::widgets::CallTimer</name>
    <message>
        <source>How long this conversation has lasted</source>
        <translation>Wie lange dieses Gespräch schon dauert</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::ConnectionStatusWidget</name>
    <message>
        <source>Connection: %1</source>
        <translation>Verbindung: %1</translation>
    </message>
    <message>
        <source>%1
(%2)</source>
        <translation>%1
(%2)</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::ConnectionWords</name>
    <message>
        <source>%1…</source>
        <comment>a state that goes on</comment>
        <translation>%1 …</translation>
    </message>
    <message>
        <source>%1 %2/%3</source>
        <translation>%1 %2/%3</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 · %2 ms</source>
        <translation>%1 · %2 ms</translation>
    </message>
    <message>
        <source>You stopped the connection.</source>
        <translation>Sie haben die Verbindung angehalten.</translation>
    </message>
    <message>
        <source>No connection to %1: %2.</source>
        <translation>Keine Verbindung: %1 – %2.</translation>
    </message>
    <message>
        <source>Connecting to %1.</source>
        <translation>Es wird verbunden: %1.</translation>
    </message>
    <message>
        <source>Not connected.</source>
        <translation>Nicht verbunden.</translation>
    </message>
    <message>
        <source>Not connected: %1.</source>
        <translation>Nicht verbunden: %1.</translation>
    </message>
    <message>
        <source>The connection was lost. Attempt %1 of %2.</source>
        <translation>Die Verbindung ging verloren. Versuch %1 von %2.</translation>
    </message>
    <message>
        <source>The server is restarting. Holdline comes back by itself.</source>
        <translation>Der Server startet neu. Holdline verbindet sich von selbst wieder.</translation>
    </message>
    <message>
        <source>The connection was lost. Trying again.</source>
        <translation>Die Verbindung ging verloren. Es wird wieder versucht.</translation>
    </message>
    <message>
        <source>Connected again; the conversation goes on where it was.</source>
        <translation>Wieder verbunden; das Gespräch geht weiter, wo es war.</translation>
    </message>
    <message>
        <source>Connected to %1, the microphone is on.</source>
        <translation>Verbunden: %1. Das Mikrofon ist an.</translation>
    </message>
    <message>
        <source>Connected to %1, the microphone is off.</source>
        <translation>Verbunden: %1. Das Mikrofon ist aus.</translation>
    </message>
    <message>
        <source>the assistant on this computer</source>
        <translation>die Assistentin auf diesem Computer</translation>
    </message>
    <message>
        <source>connection refused</source>
        <translation>Verbindung abgelehnt</translation>
    </message>
    <message>
        <source>no computer of this name was found</source>
        <translation>kein Computer dieses Namens gefunden</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>the connection broke</source>
        <translation>die Verbindung riss ab</translation>
    </message>
    <message>
        <source>no network</source>
        <translation>kein Netz</translation>
    </message>
    <message>
        <source>access denied</source>
        <translation>Zugang verweigert</translation>
    </message>
    <message>
        <source>no voice service at this address</source>
        <translation>kein Sprachdienst unter dieser Adresse</translation>
    </message>
    <message>
        <source>this server cannot keep a conversation over a broken line</source>
        <translation>dieser Server kann ein Gespräch nicht über eine Störung retten</translation>
    </message>
    <message>
        <source>what answers there is not a voice server</source>
        <translation>was dort antwortet, ist kein Sprachserver</translation>
    </message>
    <message>
        <source>the server has a problem</source>
        <translation>der Server hat ein Problem</translation>
    </message>
    <message>
        <source>the server is busy</source>
        <translation>der Server ist ausgelastet</translation>
    </message>
    <message>
        <source>no secure connection</source>
        <translation>keine sichere Verbindung</translation>
    </message>
    <message>
        <source>the server ended the connection twice</source>
        <translation>der Server hat die Verbindung zweimal beendet</translation>
    </message>
    <message>
        <source>the conversation goes on in another window</source>
        <translation>das Gespräch geht in einem anderen Fenster weiter</translation>
    </message>
    <message>
        <source>the assistant on this computer did not start</source>
        <translation>die Assistentin auf diesem Computer ist nicht gestartet</translation>
    </message>
    <message>
        <source>Check that the server is running and that the port is right.</source>
        <translation>Prüfen Sie, ob der Server läuft und der Port stimmt.</translation>
    </message>
    <message>
        <source>Check how the address is spelled.</source>
        <translation>Prüfen Sie, wie die Adresse geschrieben ist.</translation>
    </message>
    <message>
        <source>Check your network, or try again a little later.</source>
        <translation>Prüfen Sie Ihr Netz oder versuchen Sie es etwas später.</translation>
    </message>
    <message>
        <source>Check your network and try again.</source>
        <translation>Prüfen Sie Ihr Netz und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The line comes back by itself as soon as there is a network again.</source>
        <translation>Die Leitung kommt von selbst wieder, sobald es wieder ein Netz gibt.</translation>
    </message>
    <message>
        <source>Check the path at the end of the address.</source>
        <translation>Prüfen Sie den Pfad am Ende der Adresse.</translation>
    </message>
    <message>
        <source>Start Holdline without --protocol v1, or use another server.</source>
        <translation>Starten Sie Holdline ohne --protocol v1, oder nehmen Sie einen anderen Server.</translation>
    </message>
    <message>
        <source>Check address and port of the server.</source>
        <translation>Prüfen Sie Adresse und Port des Servers.</translation>
    </message>
    <message>
        <source>Try again later, or tell the operator of the server.</source>
        <translation>Versuchen Sie es später oder sagen Sie es dem Betreiber des Servers.</translation>
    </message>
    <message>
        <source>Try again in a minute.</source>
        <translation>Versuchen Sie es in einer Minute noch einmal.</translation>
    </message>
    <message>
        <source>Check the date of this computer and the certificate of the server.</source>
        <translation>Prüfen Sie das Datum dieses Computers und das Zertifikat des Servers.</translation>
    </message>
    <message>
        <source>Start a new conversation, or update Holdline.</source>
        <translation>Beginnen Sie ein neues Gespräch oder aktualisieren Sie Holdline.</translation>
    </message>
    <message>
        <source>Try again to take it back to this window.</source>
        <translation>Versuchen Sie es noch einmal, um es in dieses Fenster zurückzuholen.</translation>
    </message>
    <message>
        <source>Try again. If that does not help, “holdline --doctor” in a terminal says what is wrong.</source>
        <translation>Versuchen Sie es noch einmal. Hilft das nicht, sagt „holdline --doctor“ in einem Terminal, was nicht stimmt.</translation>
    </message>
    <message>
        <source>%1 · &lt; 1 ms</source>
        <translation>%1 · &lt; 1 ms</translation>
    </message>
    <message>
        <source>the server restarts</source>
        <translation>der Server startet neu</translation>
    </message>
    <message>
        <source>Not encrypted: others on the network can listen.</source>
        <translation>Nicht verschlüsselt: Andere im Netz können mithören.</translation>
    </message>
    <message>
        <source>others on the network could listen</source>
        <translation>andere im Netz könnten mithören</translation>
    </message>
    <message>
        <source>its certificate is not known</source>
        <translation>sein Zertifikat ist nicht bekannt</translation>
    </message>
    <message>
        <source>its certificate has expired or is made for another name</source>
        <translation>sein Zertifikat ist abgelaufen oder für einen anderen Namen ausgestellt</translation>
    </message>
    <message>
        <source>its certificate is not the one that you trust</source>
        <translation>sein Zertifikat ist nicht das, dem Sie vertrauen</translation>
    </message>
    <message>
        <source>Ask the operator of the server for an access token and enter it in the settings.</source>
        <translation>Bitten Sie den Betreiber des Servers um ein Zugangs-Token und tragen Sie es in den Einstellungen ein.</translation>
    </message>
    <message>
        <source>Use an address that begins with wss://, or allow it in the settings.</source>
        <translation>Nehmen Sie eine Adresse, die mit wss:// beginnt, oder erlauben Sie es in den Einstellungen.</translation>
    </message>
    <message>
        <source>Compare its fingerprint with what the operator of the server tells you, then trust it.</source>
        <translation>Vergleichen Sie den Fingerabdruck mit dem, den der Betreiber des Servers nennt, und vertrauen Sie ihm dann.</translation>
    </message>
    <message>
        <source>Check the date of this computer and the address, or trust this one certificate.</source>
        <translation>Prüfen Sie das Datum dieses Computers und die Adresse, oder vertrauen Sie diesem einen Zertifikat.</translation>
    </message>
    <message>
        <source>Someone may be in between. Ask the operator of the server; if it is really a new one, remove the old one in the settings.</source>
        <translation>Vielleicht sitzt jemand dazwischen. Fragen Sie den Betreiber des Servers; ist es wirklich ein neues, entfernen Sie das alte in den Einstellungen.</translation>
    </message>
    <message>
        <source>the server does not keep to the protocol</source>
        <translation>der Server hält sich nicht an das Protokoll</translation>
    </message>
    <message>
        <source>a message was too large</source>
        <translation>eine Nachricht war zu groß</translation>
    </message>
    <message>
        <source>Tell the operator of the server, or update Holdline.</source>
        <translation>Sagen Sie es dem Betreiber des Servers, oder aktualisieren Sie Holdline.</translation>
    </message>
    <message>
        <source>Say less at a time, or start a new conversation.</source>
        <translation>Sagen Sie weniger auf einmal, oder beginnen Sie ein neues Gespräch.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::DeviceMenu</name>
    <message>
        <source>System default</source>
        <translation>Vorgabe des Systems</translation>
    </message>
    <message>
        <source>%1 (not connected)</source>
        <translation>%1 (nicht angeschlossen)</translation>
    </message>
    <message>
        <source>None found</source>
        <translation>Keines gefunden</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::DiagnosticWords</name>
    <message>
        <source>States</source>
        <translation>Zustände</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindungsaufbau</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>Verluste</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Held speech</source>
        <translation>Zurückgehaltenes</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Connecting to %1</source>
        <translation>Verbinde mit %1</translation>
    </message>
    <message>
        <source>Answered; this line holds what it cannot send</source>
        <translation>Angenommen; die Leitung bewahrt, was sie nicht senden kann</translation>
    </message>
    <message>
        <source>Answered; this line holds nothing</source>
        <translation>Angenommen; die Leitung bewahrt nichts</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation>Verbindung verloren</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Keine Verbindung</translation>
    </message>
    <message>
        <source>%1 · given up</source>
        <translation>%1 · aufgegeben</translation>
    </message>
    <message>
        <source>%1 · next try in %2 s</source>
        <comment>seconds</comment>
        <translation>%1 · nächster Versuch in %2 s</translation>
    </message>
    <message>
        <source>Session %1 begins</source>
        <translation>Sitzung %1 beginnt</translation>
    </message>
    <message>
        <source>Session %1 replaces one that is gone</source>
        <translation>Sitzung %1 ersetzt eine, die es nicht mehr gibt</translation>
    </message>
    <message>
        <source>Session %1 goes on where it was</source>
        <translation>Sitzung %1 geht weiter, wo sie war</translation>
    </message>
    <message>
        <source>Session %1 is told anew</source>
        <translation>Sitzung %1 wird neu erzählt</translation>
    </message>
    <message>
        <source>%1 · %2 sent again</source>
        <translation>%1 · %2 erneut gesendet</translation>
    </message>
    <message>
        <source>Your speech is held</source>
        <translation>Was Sie sagen, wird zurückgehalten</translation>
    </message>
    <message>
        <source>Nothing is held any more; it was up to %1 s</source>
        <comment>seconds</comment>
        <translation>Nichts wird mehr zurückgehalten; es waren bis zu %1 s</translation>
    </message>
    <message>
        <source>Microphone closed</source>
        <translation>Mikrofon geschlossen</translation>
    </message>
    <message>
        <source>Loudspeaker closed</source>
        <translation>Lautsprecher geschlossen</translation>
    </message>
    <message>
        <source>Microphone: %1</source>
        <translation>Mikrofon: %1</translation>
    </message>
    <message>
        <source>Loudspeaker: %1</source>
        <translation>Lautsprecher: %1</translation>
    </message>
    <message>
        <source>No microphone</source>
        <translation>Kein Mikrofon</translation>
    </message>
    <message>
        <source>No loudspeaker</source>
        <translation>Kein Lautsprecher</translation>
    </message>
    <message>
        <source>The microphone gives no sound</source>
        <translation>Das Mikrofon liefert keinen Ton</translation>
    </message>
    <message>
        <source>The loudspeaker takes no sound</source>
        <translation>Der Lautsprecher nimmt keinen Ton an</translation>
    </message>
    <message>
        <source>A gap in an answer</source>
        <translation>Eine Lücke in einer Antwort</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::DiagnosticsPanel</name>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <comment>milliseconds</comment>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>All events</source>
        <translation>Alle Ereignisse</translation>
    </message>
    <message>
        <source>Export diagnostics</source>
        <translation>Diagnose exportieren</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Saved, without words and tokens.</source>
        <translation>Gesichert, ohne Gesprochenes und ohne Zugangscodes.</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>Nicht gesichert: %1</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::HelpTexts</name>
    <message>
        <source>Talk with an assistant over a line that may fail. When it breaks, Holdline says so, comes back by itself and goes on where you were.</source>
        <translation>Mit einer Assistentin sprechen, auch wenn die Leitung ausfällt. Reißt sie ab, sagt Holdline das, kommt von selbst wieder und macht dort weiter, wo Sie waren.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. Without any warranty.</source>
        <translation>Freie Software unter der GNU General Public License, Version 3 oder später. Ohne jede Gewährleistung.</translation>
    </message>
    <message>
        <source>The assistant does not hear me</source>
        <translation>Die Assistentin hört mich nicht</translation>
    </message>
    <message>
        <source>Is the round button green? Speak and watch the bars: when they stay flat, choose another input device in the menu Audio.</source>
        <translation>Ist der runde Knopf grün? Sprechen Sie und achten Sie auf die Balken: Bleiben sie flach, wählen Sie im Menü Ton ein anderes Eingabegerät.</translation>
    </message>
    <message>
        <source>I do not hear the assistant</source>
        <translation>Ich höre die Assistentin nicht</translation>
    </message>
    <message>
        <source>Choose another output device in the menu Audio, and look at the volume of your computer. Ctrl+R plays the last answer again.</source>
        <translation>Wählen Sie im Menü Ton ein anderes Ausgabegerät und prüfen Sie die Lautstärke Ihres Computers. Strg+R spielt die letzte Antwort noch einmal ab.</translation>
    </message>
    <message>
        <source>It hears itself</source>
        <translation>Sie hört sich selbst</translation>
    </message>
    <message>
        <source>Choose Loudspeaker in the menu Audio. Headphones is for headphones only.</source>
        <translation>Wählen Sie im Menü Ton Lautsprecher. Kopfhörer ist nur für Kopfhörer gedacht.</translation>
    </message>
    <message>
        <source>It answers before I am done</source>
        <translation>Sie antwortet, bevor ich fertig bin</translation>
    </message>
    <message>
        <source>Choose a longer pause in the menu Conversation.</source>
        <translation>Wählen Sie im Menü Gespräch eine längere Pause.</translation>
    </message>
    <message>
        <source>The connection is lost</source>
        <translation>Die Verbindung ist verloren</translation>
    </message>
    <message>
        <source>It fails after ten tries</source>
        <translation>Nach zehn Versuchen ist Schluss</translation>
    </message>
    <message>
        <source>The banner says why. Check the network and the address of the server, then press Try again.</source>
        <translation>Der Hinweis oben sagt, warum. Prüfen Sie das Netz und die Adresse des Servers und wählen Sie dann Noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Space (hold)</source>
        <translation>Leertaste (halten)</translation>
    </message>
    <message>
        <source>Talk while held, outside of text fields</source>
        <translation>Sprechen, solange sie gehalten wird, außerhalb von Textfeldern</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Send what was typed</source>
        <translation>Geschriebenes senden</translation>
    </message>
    <message>
        <source>Up, Down</source>
        <translation>Auf, Ab</translation>
    </message>
    <message>
        <source>Walk through the conversation</source>
        <translation>Durch das Gespräch gehen</translation>
    </message>
    <message>
        <source>Copy the current message</source>
        <translation>Die aktuelle Nachricht kopieren</translation>
    </message>
    <message>
        <source>Holdline tries again by itself. F5 tries right now. What you typed is kept and sent afterwards; so is what you say, as long as the round button is amber and shows a clock.</source>
        <translation>Holdline versucht es von selbst wieder, mit F5 sofort. Was Sie geschrieben haben, bleibt erhalten und wird danach gesendet; was Sie sagen, auch, solange der runde Knopf orange ist und eine Uhr zeigt.</translation>
    </message>
    <message>
        <source>Enter, Space</source>
        <translation>Eingabe, Leertaste</translation>
    </message>
    <message>
        <source>Show what a break in the line cost, on its divider</source>
        <translation>Zeigen, was eine Unterbrechung gekostet hat, auf ihrer Trennlinie</translation>
    </message>
    <message>
        <source>Seeing for yourself</source>
        <translation>Selbst ausprobieren</translation>
    </message>
    <message>
        <source>Help ▸ Network lab breaks the line on purpose. Or, while you talk: switch Wi-Fi off and on again; pull the cable behind the router; change to a phone&apos;s hotspot; close the lid for a minute. Each time the line turns red, then amber, and green again by itself, and one row in the conversation tells what it cost.</source>
        <translation>Hilfe ▸ Netzlabor stört die Leitung absichtlich. Oder, während Sie sprechen: das WLAN aus- und wieder einschalten; das Kabel hinter dem Router ziehen; zum Hotspot eines Telefons wechseln; den Deckel für eine Minute schließen. Jedes Mal wird die Leitung rot, dann orange und von selbst wieder grün, und eine Zeile im Gespräch sagt, was es gekostet hat.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::LabWords</name>
    <message>
        <source>Cut for %1 s</source>
        <translation>Unterbrochen für %1 s</translation>
    </message>
    <message>
        <source>Black hole for %1 s</source>
        <translation>Schwarzes Loch für %1 s</translation>
    </message>
    <message>
        <source>The server restarts</source>
        <translation>Der Server startet neu</translation>
    </message>
    <message>
        <source>Slow line on</source>
        <translation>Langsame Leitung an</translation>
    </message>
    <message>
        <source>Slow line off</source>
        <translation>Langsame Leitung aus</translation>
    </message>
    <message>
        <source>The line is whole again</source>
        <translation>Die Leitung ist wieder heil</translation>
    </message>
    <message>
        <source>Noticed after %1 s</source>
        <translation>Bemerkt nach %1 s</translation>
    </message>
    <message>
        <source>It was not given up</source>
        <translation>Sie wurde nicht aufgegeben</translation>
    </message>
    <message>
        <source>Back after %1 s</source>
        <translation>Wieder da nach %1 s</translation>
    </message>
    <message>
        <source>The line is whole again: Holdline comes back within seconds.</source>
        <translation>Die Leitung ist wieder heil: Holdline ist in Sekunden zurück.</translation>
    </message>
    <message>
        <source>Red, then amber. Keep talking: while the round button is amber, what you say is kept and sent afterwards.</source>
        <translation>Rot, dann orange. Sprechen Sie weiter: Solange der runde Knopf orange ist, bleibt erhalten, was Sie sagen, und wird danach gesendet.</translation>
    </message>
    <message>
        <source>The line turns red at once.</source>
        <translation>Die Leitung wird sofort rot.</translation>
    </message>
    <message>
        <source>At first nothing changes: nobody says that the line is dead. Holdline finds out within 5 s while you talk, and within 20 s otherwise.</source>
        <translation>Zuerst ändert sich nichts: Niemand sagt, dass die Leitung tot ist. Holdline merkt es in 5 s, während Sie sprechen, und sonst in 20 s.</translation>
    </message>
    <message>
        <source>Words and answers come late, but the line stays green: slow is not dead.</source>
        <translation>Worte und Antworten kommen spät, aber die Leitung bleibt grün: Langsam ist nicht tot.</translation>
    </message>
    <message>
        <source>Green again. What was said meanwhile has been sent, and the break is one row in the conversation.</source>
        <translation>Wieder grün. Was inzwischen gesagt wurde, ist gesendet, und die Unterbrechung ist eine Zeile im Gespräch.</translation>
    </message>
    <message>
        <source>Still green: the line was whole again before anybody gave it up.</source>
        <translation>Noch grün: Die Leitung war wieder heil, bevor jemand sie aufgab.</translation>
    </message>
    <message>
        <source>Start talking, then press one of these.</source>
        <translation>Sprechen Sie, und drücken Sie dann einen dieser Knöpfe.</translation>
    </message>
    <message>
        <source>The line turns amber, and green again within seconds. The conversation goes on where it was.</source>
        <translation>Die Leitung wird orange und in Sekunden wieder grün. Das Gespräch geht dort weiter, wo es war.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::LevelDisplay</name>
    <message>
        <source>Microphone level</source>
        <translation>Mikrofonpegel</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::LevelPane</name>
    <message>
        <source>Microphone off — hold Space to talk</source>
        <translation>Mikrofon aus – zum Sprechen Leertaste halten</translation>
    </message>
    <message>
        <source>Listening — speak any time</source>
        <translation>Ich höre – sprechen Sie jederzeit</translation>
    </message>
    <message>
        <source>Listening to you…</source>
        <translation>Ich höre Ihnen zu …</translation>
    </message>
    <message>
        <source>Many are speaking — yours comes next</source>
        <translation>Viele sprechen gerade – Sie sind gleich dran</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>Ich überlege …</translation>
    </message>
    <message>
        <source>Speaking — talk any time to interrupt</source>
        <translation>Antwort läuft – unterbrechen Sie jederzeit</translation>
    </message>
    <message>
        <source>Speaking — the microphone waits</source>
        <translation>Antwort läuft – das Mikrofon wartet</translation>
    </message>
    <message>
        <source>Line down — what you say now is not heard</source>
        <translation>Leitung weg – Gesprochenes kommt nicht an</translation>
    </message>
    <message>
        <source>No microphone — you can type</source>
        <translation>Kein Mikrofon – Sie können schreiben</translation>
    </message>
    <message>
        <source>The microphone gives no sound</source>
        <translation>Das Mikrofon gibt keinen Ton</translation>
    </message>
    <message>
        <source>Holding your speech: %1 s of %2 s</source>
        <comment>seconds</comment>
        <translation>Ihre Worte warten: %1 s von %2 s</translation>
    </message>
    <message>
        <source>The line is down and no more can be kept</source>
        <translation>Die Leitung ist unterbrochen, mehr lässt sich nicht aufheben</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::MainWindow</name>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::MicrophoneButton</name>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Switches the microphone on or off. Hold Space to talk.</source>
        <translation>Schaltet das Mikrofon an oder aus. Zum Sprechen die Leertaste halten.</translation>
    </message>
    <message>
        <source>Microphone on or off (Ctrl+D). Hold Space to talk.</source>
        <translation>Mikrofon an oder aus (Strg+D). Zum Sprechen die Leertaste halten.</translation>
    </message>
    <message>
        <source>Microphone, waiting for the end of the answer</source>
        <translation>Mikrofon, wartet auf das Ende der Antwort</translation>
    </message>
    <message>
        <source>Microphone, holding your speech until the line is back</source>
        <translation>Mikrofon, hebt Ihre Worte auf, bis die Leitung wieder steht</translation>
    </message>
    <message>
        <source>Microphone, what you say now is lost</source>
        <translation>Mikrofon, was Sie jetzt sagen, geht verloren</translation>
    </message>
    <message>
        <source>Microphone, gives no sound</source>
        <translation>Mikrofon, gibt keinen Ton</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::NetworkLabDialog</name>
    <message>
        <source>S&amp;low: on</source>
        <translation>&amp;Langsam: an</translation>
    </message>
    <message>
        <source>S&amp;low: off</source>
        <translation>&amp;Langsam: aus</translation>
    </message>
    <message>
        <source>The lab cannot be opened: there is no free port.</source>
        <translation>Das Labor lässt sich nicht öffnen: Kein Port ist frei.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::NoticeWords</name>
    <message>
        <source>This conversation ends with the app</source>
        <translation>Dieses Gespräch endet mit dem Programm</translation>
    </message>
    <message>
        <source>No keyring of the system keeps its key for the next start: there is none, or it is locked.</source>
        <translation>Kein Schlüsselbund des Systems bewahrt den Schlüssel dazu bis zum nächsten Start auf: Es gibt keinen, oder er ist gesperrt.</translation>
    </message>
    <message>
        <source>What you type is kept and sent when the line is back.</source>
        <translation>Was Sie schreiben, bleibt erhalten und wird gesendet, sobald die Leitung wieder steht.</translation>
    </message>
    <message>
        <source>You are not connected</source>
        <translation>Sie sind nicht verbunden</translation>
    </message>
    <message>
        <source>What you type is kept until you connect again.</source>
        <translation>Was Sie schreiben, bleibt erhalten, bis Sie wieder verbinden.</translation>
    </message>
    <message numerus="yes">
        <source>%n tries failed: %1.</source>
        <translation>
            <numerusform>%n Versuch schlug fehl: %1.</numerusform>
            <numerusform>%n Versuche schlugen fehl: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Could not reach %1</source>
        <translation>Nicht erreichbar: %1</translation>
    </message>
    <message>
        <source>%1 %2 Your conversation is safe.</source>
        <comment>cause, remedy</comment>
        <translation>%1 %2 Ihr Gespräch ist sicher.</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>Kein Netz</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation>Verbindung verloren</translation>
    </message>
    <message>
        <source>Connection lost — next try in %1 s</source>
        <translation>Verbindung verloren – Versuch in %1 s</translation>
    </message>
    <message>
        <source>Connection lost — trying again…</source>
        <translation>Verbindung verloren – neuer Versuch …</translation>
    </message>
    <message>
        <source>Server restarting — next try in %1 s</source>
        <translation>Server startet neu – Versuch in %1 s</translation>
    </message>
    <message>
        <source>Server restarting — trying again…</source>
        <translation>Server startet neu – neuer Versuch …</translation>
    </message>
    <message>
        <source>Holdline comes back by itself.</source>
        <translation>Holdline verbindet sich von selbst wieder.</translation>
    </message>
    <message>
        <source>No microphone found</source>
        <translation>Kein Mikrofon gefunden</translation>
    </message>
    <message>
        <source>No loudspeaker found</source>
        <translation>Kein Lautsprecher gefunden</translation>
    </message>
    <message>
        <source>Plug one in; it is used as soon as it is there. You can type meanwhile.</source>
        <translation>Schließen Sie eines an; es wird benutzt, sobald es da ist. Bis dahin können Sie schreiben.</translation>
    </message>
    <message>
        <source>Plug one in; it is used as soon as it is there. You can read the answers.</source>
        <translation>Schließen Sie einen an; er wird benutzt, sobald er da ist. Die Antworten können Sie lesen.</translation>
    </message>
    <message>
        <source>The microphone does not work</source>
        <translation>Das Mikrofon funktioniert nicht</translation>
    </message>
    <message>
        <source>The loudspeaker does not work</source>
        <translation>Der Lautsprecher funktioniert nicht</translation>
    </message>
    <message>
        <source>%1 gives no sound. Close other programs that use it, or choose another one in the menu Audio. Holdline keeps trying.</source>
        <translation>%1 gibt keinen Ton. Schließen Sie andere Programme, die es benutzen, oder wählen Sie im Menü Ton ein anderes Gerät. Holdline versucht es weiter.</translation>
    </message>
    <message>
        <source>The device</source>
        <translation>Das Gerät</translation>
    </message>
    <message>
        <source>The server did not accept that</source>
        <translation>Der Server hat das nicht angenommen</translation>
    </message>
    <message>
        <source>Clear the conversation?</source>
        <translation>Das Gespräch leeren?</translation>
    </message>
    <message>
        <source>It is forgotten here and at the server, and so is what you asked to remember.</source>
        <translation>Es wird hier und auf dem Server vergessen, ebenso alles, was gemerkt werden sollte.</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Reconnect now</source>
        <translation>Neu verbinden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>a minute ago</source>
        <translation>vor einer Minute</translation>
    </message>
    <message numerus="yes">
        <source>%n minutes ago</source>
        <translation>
            <numerusform>vor %n Minute</numerusform>
            <numerusform>vor %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours ago</source>
        <translation>
            <numerusform>vor %n Stunde</numerusform>
            <numerusform>vor %n Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep talking: your words are kept and sent when the line is back.</source>
        <translation>Sprechen Sie weiter: Ihre Worte bleiben erhalten und werden gesendet, sobald die Leitung wieder steht.</translation>
    </message>
    <message>
        <source>The server has a problem</source>
        <translation>Der Server hat ein Problem</translation>
    </message>
    <message>
        <source>The server’s disk is full</source>
        <translation>Der Speicher des Servers ist voll</translation>
    </message>
    <message>
        <source>What you say is kept here until the server can store it.</source>
        <translation>Was Sie sagen, wird hier aufgehoben, bis der Server es speichern kann.</translation>
    </message>
    <message>
        <source>The server cannot store the conversation</source>
        <translation>Der Server kann das Gespräch nicht speichern</translation>
    </message>
    <message>
        <source>What you say is kept here until it can.</source>
        <translation>Was Sie sagen, wird hier aufgehoben, bis er es kann.</translation>
    </message>
    <message>
        <source>You said %1 s of speech %2, while the line was down.</source>
        <comment>seconds; how long ago</comment>
        <translation>Sie haben %2 %1 s lang gesprochen, während die Leitung unterbrochen war.</translation>
    </message>
    <message>
        <source>You typed one text %1, before Holdline was closed.</source>
        <comment>how long ago</comment>
        <translation>Sie haben %1 einen Text eingegeben, bevor Holdline geschlossen wurde.</translation>
    </message>
    <message numerus="yes">
        <source>You typed %n texts %1, before Holdline was closed.</source>
        <comment>how long ago</comment>
        <translation>
            <numerusform>Sie haben %1 %n Text eingegeben, bevor Holdline geschlossen wurde.</numerusform>
            <numerusform>Sie haben %1 %n Texte eingegeben, bevor Holdline geschlossen wurde.</numerusform>
        </translation>
    </message>
    <message>
        <source>You typed one text and said %1 s of speech %2, before Holdline was closed.</source>
        <comment>seconds; how long ago</comment>
        <translation>Sie haben %2 einen Text eingegeben und %1 s gesprochen, bevor Holdline geschlossen wurde.</translation>
    </message>
    <message numerus="yes">
        <source>You typed %n texts and said %1 s of speech %2, before Holdline was closed.</source>
        <comment>seconds; how long ago</comment>
        <translation>
            <numerusform>Sie haben %2 %n Text eingegeben und %1 s gesprochen, bevor Holdline geschlossen wurde.</numerusform>
            <numerusform>Sie haben %2 %n Texte eingegeben und %1 s gesprochen, bevor Holdline geschlossen wurde.</numerusform>
        </translation>
    </message>
    <message>
        <source>It has not been sent yet.</source>
        <translation>Es ist noch nicht gesendet.</translation>
    </message>
    <message>
        <source>End the conversation and forget it?</source>
        <translation>Das Gespräch beenden und vergessen?</translation>
    </message>
    <message>
        <source>It is forgotten here and at the server, and what has not been sent is discarded. This cannot be undone.</source>
        <translation>Es wird hier und auf dem Server vergessen, und was noch nicht gesendet ist, wird verworfen. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>End and forget</source>
        <translation>Beenden und vergessen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>The certificate of %1 is not known</source>
        <translation>Das Zertifikat von %1 ist nicht bekannt</translation>
    </message>
    <message>
        <source>The certificate of %1 has changed</source>
        <translation>Das Zertifikat von %1 hat sich geändert</translation>
    </message>
    <message>
        <source>The access token is kept until you quit</source>
        <translation>Das Zugangs-Token gilt, bis Sie Holdline beenden</translation>
    </message>
    <message>
        <source>No keyring of the system keeps it for the next start: there is none, or it is locked.</source>
        <translation>Kein Schlüsselbund des Systems bewahrt es bis zum nächsten Start auf: Es gibt keinen, oder er ist gesperrt.</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>Trust this certificate…</source>
        <translation>Dem Zertifikat vertrauen …</translation>
    </message>
    <message>
        <source>Earlier conversations could not be read</source>
        <translation>Frühere Gespräche konnten nicht gelesen werden</translation>
    </message>
    <message>
        <source>Their file on this computer was damaged, so a new one has been begun. The old one is kept as %1.</source>
        <translation>Ihre Datei auf diesem Computer war beschädigt, daher wurde eine neue begonnen. Die alte ist aufgehoben als %1.</translation>
    </message>
    <message>
        <source>This message is too long</source>
        <translation>Diese Nachricht ist zu lang</translation>
    </message>
    <message>
        <source>A message has up to %1 characters. What did not fit has been left out.</source>
        <translation>Eine Nachricht hat bis zu %1 Zeichen. Was nicht hineinpasste, fehlt.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::QuitDialog</name>
    <message>
        <source>It is kept on this computer and sent when Holdline is started again.</source>
        <translation>Es bleibt auf diesem Computer und wird beim nächsten Start von Holdline gesendet.</translation>
    </message>
    <message>
        <source>It will be lost.</source>
        <translation>Es geht verloren.</translation>
    </message>
    <message>
        <source>&amp;Stay</source>
        <translation>&amp;Bleiben</translation>
    </message>
    <message>
        <source>&amp;Quit anyway</source>
        <translation>Trotzdem b&amp;eenden</translation>
    </message>
    <message>
        <source>&amp;Discard and quit</source>
        <translation>&amp;Verwerfen und beenden</translation>
    </message>
    <message>
        <source>%1 s of speech has not been sent. Quit anyway?</source>
        <comment>seconds</comment>
        <translation>%1 s Gesprochenes sind noch nicht gesendet. Trotzdem beenden?</translation>
    </message>
    <message>
        <source>One text has not been sent. Quit anyway?</source>
        <translation>Ein Text ist noch nicht gesendet. Trotzdem beenden?</translation>
    </message>
    <message numerus="yes">
        <source>%n texts have not been sent. Quit anyway?</source>
        <translation>
            <numerusform>%n Text ist noch nicht gesendet. Trotzdem beenden?</numerusform>
            <numerusform>%n Texte sind noch nicht gesendet. Trotzdem beenden?</numerusform>
        </translation>
    </message>
    <message>
        <source>One text and %1 s of speech have not been sent. Quit anyway?</source>
        <comment>seconds</comment>
        <translation>Ein Text und %1 s Gesprochenes sind noch nicht gesendet. Trotzdem beenden?</translation>
    </message>
    <message numerus="yes">
        <source>%n texts and %1 s of speech have not been sent. Quit anyway?</source>
        <comment>seconds</comment>
        <translation>
            <numerusform>%n Text und %1 s Gesprochenes sind noch nicht gesendet. Trotzdem beenden?</numerusform>
            <numerusform>%n Texte und %1 s Gesprochenes sind noch nicht gesendet. Trotzdem beenden?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>holdline::widgets::RoundTripGraph</name>
    <message>
        <source>Round trip time, last minutes</source>
        <translation>Umlaufzeit der letzten Minuten</translation>
    </message>
    <message>
        <source>Nothing measured yet</source>
        <translation>Noch nichts gemessen</translation>
    </message>
    <message>
        <source>%1 to %2 ms in the last minutes</source>
        <comment>milliseconds</comment>
        <translation>%1 bis %2 ms in den letzten Minuten</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::SecondsSpinBox</name>
    <message>
        <source> s</source>
        <comment>seconds, behind a number</comment>
        <translation> s</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::SettingsDialog</name>
    <message>
        <source>Enter the address of the server.</source>
        <translation>Geben Sie die Adresse des Servers ein.</translation>
    </message>
    <message>
        <source>This is no address of a voice server.</source>
        <translation>Das ist keine Adresse eines Sprachservers.</translation>
    </message>
    <message>
        <source>This address is not encrypted. Begin it with wss://, or allow that below.</source>
        <translation>Diese Adresse ist nicht verschlüsselt. Beginnen Sie sie mit wss://, oder erlauben Sie das unten.</translation>
    </message>
    <message>
        <source>An access token has no spaces and no special letters.</source>
        <translation>Ein Zugangs-Token hat keine Leerzeichen und keine Umlaute oder Sonderbuchstaben.</translation>
    </message>
    <message>
        <source>It is kept in the keyring of the system.</source>
        <translation>Der Schlüsselbund des Systems bewahrt es auf.</translation>
    </message>
    <message>
        <source>It is kept until you quit: this system offers no keyring.</source>
        <translation>Es gilt, bis Sie Holdline beenden: Dieses System bietet keinen Schlüsselbund.</translation>
    </message>
    <message>
        <source>For these servers no other certificate will do.</source>
        <translation>Für diese Server gilt kein anderes Zertifikat.</translation>
    </message>
    <message>
        <source>None. Holdline asks when it does not know a certificate.</source>
        <translation>Keine. Holdline fragt, wenn es ein Zertifikat nicht kennt.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::TranscriptView</name>
    <message>
        <source>Conversation</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Say hello</source>
        <translation>Sagen Sie hallo</translation>
    </message>
    <message>
        <source>Switch the microphone on and speak, hold the space bar while you speak, or type.

“What time is it?”
“What is 17 times 23?”
“Remember that the demo is on Friday.”</source>
        <translation>Schalten Sie das Mikrofon an und sprechen Sie, halten Sie beim Sprechen die Leertaste oder schreiben Sie. Die Assistentin versteht Englisch.

“What time is it?”
“What is 17 times 23?”
“Remember that the demo is on Friday.”</translation>
    </message>
    <message>
        <source>Enter shows more about it.</source>
        <translation>Die Eingabetaste zeigt mehr darüber.</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::TrustDialog</name>
    <message>
        <source>Is this really %1?</source>
        <translation>Ist das wirklich %1?</translation>
    </message>
    <message>
        <source>&amp;Trust and connect</source>
        <translation>&amp;Vertrauen und verbinden</translation>
    </message>
    <message>
        <source>Made for: %1</source>
        <translation>Ausgestellt für: %1</translation>
    </message>
    <message>
        <source>Issued by: %1</source>
        <translation>Ausgestellt von: %1</translation>
    </message>
    <message>
        <source>Valid until: %1</source>
        <translation>Gültig bis: %1</translation>
    </message>
</context>
<context>
    <name>holdline::widgets::TurnWaterfall</name>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Times of the latest answers</source>
        <translation>Zeiten der letzten Antworten</translation>
    </message>
    <message>
        <source>No answers yet</source>
        <translation>Noch keine Antworten</translation>
    </message>
    <message>
        <source>%1, typed</source>
        <translation>%1, getippt</translation>
    </message>
    <message>
        <source>%1, spoken</source>
        <translation>%1, gesprochen</translation>
    </message>
    <message>
        <source>understood after %1</source>
        <translation>verstanden nach %1</translation>
    </message>
    <message>
        <source>first word after %1</source>
        <translation>erstes Wort nach %1</translation>
    </message>
    <message>
        <source>first sound after %1</source>
        <translation>erster Ton nach %1</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Verstanden</translation>
    </message>
    <message>
        <source>First word</source>
        <translation>Erstes Wort</translation>
    </message>
    <message>
        <source>First sound</source>
        <translation>Erster Ton</translation>
    </message>
</context>
</TS>
