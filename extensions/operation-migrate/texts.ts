const en = {
	action: 'Action',
	plan: 'Plan',
	plan_note: 'For status: the id of a plan. Left empty, all plans.',
	run: 'Run',
	run_note: 'The id of the run, such as {{$trigger.payload.run}} for a sign-off.',
	environment: 'Environment',
	environment_note: 'The label this Flow means to act on. When set, another environment is refused.',
	wait: 'Wait',
	wait_note: 'Wait until the action has ended. Otherwise the operation resolves once it is queued.',
	fail_on: 'Reject on',
	fail_on_note: 'What takes the reject path. An incomplete quorum resolves “waiting” in either case.',
	fail_on_gate: 'Everything that is not a pass',
	fail_on_error: 'Errors only',
	preflight: 'Preflight',
	snapshot: 'Take a snapshot',
	backup: 'Take a backup',
	'restore-test': 'Test the restore',
	rehearse: 'Rehearse',
	migrate: 'Migrate',
	verify: 'Verify',
	closeout: 'Close out',
	sign: 'Sign as the executor of the pair',
	status: 'Status',
} as const;

export type TextId = keyof typeof en;

const vi: Readonly<Record<TextId, string>> = {
	action: 'Hành động',
	plan: 'Kế hoạch',
	plan_note: 'Cho trạng thái: mã của một kế hoạch. Để trống là mọi kế hoạch.',
	run: 'Lượt chạy',
	run_note: 'Mã của lượt chạy, ví dụ {{$trigger.payload.run}} cho một chữ ký.',
	environment: 'Môi trường',
	environment_note: 'Nhãn của môi trường mà Flow này nhắm tới. Khi có, môi trường khác bị từ chối.',
	wait: 'Chờ',
	wait_note: 'Chờ đến khi hành động kết thúc. Nếu không, thao tác hoàn thành ngay khi đã xếp hàng.',
	fail_on: 'Rẽ nhánh từ chối khi',
	fail_on_note: 'Điều gì đi theo nhánh từ chối. Chưa đủ chữ ký luôn cho kết quả “waiting”.',
	fail_on_gate: 'Mọi kết quả không đạt',
	fail_on_error: 'Chỉ khi có lỗi',
	preflight: 'Kiểm tra trước',
	snapshot: 'Chụp trạng thái',
	backup: 'Sao lưu',
	'restore-test': 'Thử khôi phục',
	rehearse: 'Diễn tập',
	migrate: 'Di trú',
	verify: 'Kiểm chứng',
	closeout: 'Kết thúc hồ sơ',
	sign: 'Ký với tư cách bên thực thi của cặp',
	status: 'Trạng thái',
};

/** Texts in Studio's language. Options and overview are no components: the document carries the language for them. */
export function textsOfStudio(): Readonly<Record<TextId, string>> {
	return document.documentElement.lang.toLowerCase().split('-')[0] === 'vi' ? vi : en;
}
